const cors = require('cors');
const express = require('express');

const allowed = new Set(['http://localhost:3000', 'http://localhost:5173']);

const app = express();
app.use(cors({ origin: (origin, callback) => callback(null, !origin || allowed.has(origin)) }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
