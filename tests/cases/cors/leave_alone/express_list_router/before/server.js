const express = require('express');
const items = require('./items');

const app = express();
app.use('/api/items', items);

app.listen(4000);
