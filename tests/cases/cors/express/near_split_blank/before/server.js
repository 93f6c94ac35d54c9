const cors = require('cors');
const express = require('express');

const app = express();
app.use(cors({ origin: (process.env.ORIGINS || 'https://a.example, http://localhost:5173').split(',') }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
