const express = require('express');

const allowed = ['http://localhost:3000', 'http://localhost:5173'];
const app = express();

app.use((req, res, next) => {
  const origin = allowed.includes(req.headers.origin) ? req.headers.origin : allowed[0];
  res.header('Access-Control-Allow-Origin', origin);
  next();
});

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
