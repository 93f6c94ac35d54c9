const cors = require('cors');
const express = require('express');

const app = express();

app.get('/health', (req, res) => res.send('ok'));

app.use(cors());

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
