const cors = require('cors');
const express = require('express');

const app = express();

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.use(cors({ methods: ['GET', 'POST'] }));

app.listen(process.env.PORT || 4000);
