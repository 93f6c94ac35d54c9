const app = require('./app');

app.get('/api/items', (req, res) => res.json([]));
app.listen(4000);