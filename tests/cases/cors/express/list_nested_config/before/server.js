const cors = require('cors');
const express = require('express');
const config = require('./config');

const app = express();
app.use(cors({ origin: config.http.cors.origins }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
