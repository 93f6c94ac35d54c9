const cors = require('cors');
const express = require('express');

const app = express();

app.use(cors());
require('./routes')(app);

app.listen(process.env.PORT || 4000);
