const cors = require('cors');
const express = require('express');

const allowlist = ['http://localhost:3000', 'http://localhost:5173'];

const corsOptionsDelegate = function (req, callback) {
  const isAllowed = allowlist.indexOf(req.header('Origin')) !== -1;
  callback(null, { origin: isAllowed });
};

const app = express();
app.use(cors(corsOptionsDelegate));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
