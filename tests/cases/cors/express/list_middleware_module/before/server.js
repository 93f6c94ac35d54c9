const express = require('express');
const corsMiddleware = require('./middleware/cors');

const app = express();
app.use(corsMiddleware);

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
