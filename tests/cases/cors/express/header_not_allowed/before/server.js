const cors = require('cors');
const express = require('express');

const app = express();
app.use(cors({ origin: ['http://localhost:5173'], allowedHeaders: ['Content-Type'] }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
