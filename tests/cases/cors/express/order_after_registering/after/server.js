const cors = require('cors');
const express = require('express');

const app = express();

app.use(cors({ origin: 'http://localhost:5173' }));
require('./routes')(app);

app.listen(process.env.PORT || 4000);
