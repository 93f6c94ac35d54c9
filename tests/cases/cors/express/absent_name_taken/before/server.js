const express = require('express');

const cors = { enabled: false };
const app = express();

app.get('/api/items', (req, res) => res.json(cors));

app.listen(4000);
