const cors = require('cors');
const express = require('express');

const allowed = [
  'http://localhost:3000', // the shop
  /* none */
];

const app = express();
app.use(cors({ origin: allowed }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
