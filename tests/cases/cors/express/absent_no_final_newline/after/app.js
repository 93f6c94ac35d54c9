const express = require('express');
const cors = require('cors');
const app = module.exports = express();
app.use(cors({ origin: 'http://localhost:5173' }));