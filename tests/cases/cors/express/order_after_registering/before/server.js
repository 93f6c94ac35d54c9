const cors = require('cors');
const express = require('express');

const app = express();

require('./routes')(app);

app.use(cors());

app.listen(process.env.PORT || 4000);
