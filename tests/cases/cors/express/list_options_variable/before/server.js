const cors = require('cors');
const express = require('express');

const corsOptions = {
  origin: ['http://localhost:3000'],
  methods: ['GET', 'POST'],
};

const app = express();
app.use(cors(corsOptions));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
