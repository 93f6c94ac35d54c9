const express = require('express');
const cors = require('cors');

class App {
  constructor() {
    this.app = express();
    this.app.use(cors({ origin: 'http://localhost:5173' }));
    this.app.use(express.json());
    this.app.get('/api/items', (req, res) => res.json([]));
  }
}

new App().app.listen(4000);
