const cors = require('cors');
const express = require('express');

const CLIENT_URL = 'http://localhost:5173/';

const app = express();
app.use(cors({ origin: CLIENT_URL }));

app.get('/login', (req, res) => res.redirect(CLIENT_URL + 'welcome'));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
