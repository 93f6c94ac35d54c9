const express = require('express');

const app = express();

app.get('/health', (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', 'http://localhost:3000');
  res.send('ok');
});

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
