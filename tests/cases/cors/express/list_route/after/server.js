const cors = require('cors');
const express = require('express');

const app = express();

app.get('/api/items', cors({ origin: ['http://localhost:3000', 'http://localhost:5173'] }), (req, res) => res.json([]));

app.listen(4000);
