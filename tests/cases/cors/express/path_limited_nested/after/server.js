const cors = require('cors');
const express = require('express');

const app = express();

app.use('/api/v1', cors());
app.use('/api/items', cors({ origin: 'http://localhost:5173' }));

app.get('/api/v1/items', (req, res) => res.json([]));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
