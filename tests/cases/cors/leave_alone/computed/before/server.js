const cors = require('cors');
const express = require('express');

const { loadOrigins } = require('origin-registry');

const app = express();
app.use(cors({ origin: loadOrigins() }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
