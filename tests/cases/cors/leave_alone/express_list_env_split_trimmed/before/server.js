const cors = require('cors');
const express = require('express');

const app = express();
app.use(cors({ origin: (process.env.CORS_ORIGINS || 'http://localhost:3000, https://shop.example, http://localhost:5173').split(',').map((o) => o.trim()) }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
