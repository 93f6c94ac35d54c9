const express = require('express');

const app = express();

app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', 'http://localhost:5173/');
  next();
});

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
