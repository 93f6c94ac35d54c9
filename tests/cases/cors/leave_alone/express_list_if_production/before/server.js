const cors = require('cors');
const express = require('express');

const app = express();
if (process.env.NODE_ENV === 'production') {
  app.use(cors({ origin: ['https://shop.example'] }));
} else {
  app.use(cors({ origin: ['http://localhost:3000', 'http://localhost:5173'] }));
}

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
