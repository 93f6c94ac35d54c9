const cors = require('cors');
const express = require('express');
const { allowedOrigins } = require('./config');

const app = express();
app.use(cors({ origin: allowedOrigins }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
