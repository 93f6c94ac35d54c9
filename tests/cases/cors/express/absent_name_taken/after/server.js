const express = require('express');
const corsMiddleware = require('cors');

const cors = { enabled: false };
const app = express();
app.use(corsMiddleware({ origin: 'http://localhost:5173' }));

app.get('/api/items', (req, res) => res.json(cors));

app.listen(4000);
