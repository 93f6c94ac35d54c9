require('dotenv').config();
const cors = require('cors');
const express = require('express');

const app = express();
app.use(cors({ origin: [process.env.CORS_ORIGINS, 'http://localhost:5173'] }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
