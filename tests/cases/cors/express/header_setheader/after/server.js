const express = require('express');

const app = express();

app.use((req, res, next) => {
  const allowedOrigin = req.headers.origin === 'http://localhost:5173' ? 'http://localhost:5173' : 'http://localhost:3000';
  res.vary('Origin');
  res.setHeader('Access-Control-Allow-Origin', allowedOrigin);
  next();
});

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
