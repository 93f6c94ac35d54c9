const cors = require('cors');
const express = require('express');

const isProduction = process.env.NODE_ENV === 'production';
const origins = isProduction ? ['https://shop.example'] : ['http://localhost:3000', 'http://localhost:5173'];

const app = express();
app.use(cors({ origin: origins }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
