const cors = require('cors');
const express = require('express');
const items = require('./items');

const app = express();

app.use(express.json());
app.use(cors({ origin: 'http://localhost:5173' }));
app.use('/api/items', items);

app.listen(process.env.PORT || 4000);
