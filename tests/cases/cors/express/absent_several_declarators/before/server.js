const express = require('express');
const app = express(), port = 4000;

app.get('/api/items', (req, res) => res.json([]));

app.listen(port);
