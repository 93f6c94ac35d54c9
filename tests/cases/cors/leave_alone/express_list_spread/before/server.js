const cors = require('cors');
const express = require('express');

const common = ['http://localhost:3000'];

const app = express();
app.use(cors({ origin: [...common, 'https://shop.example', 'http://localhost:5173'] }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
