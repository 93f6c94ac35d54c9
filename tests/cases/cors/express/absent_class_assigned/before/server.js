const express = require('express');

class App {
  constructor() {
    this.app = express();
    this.app.use(express.json());
    this.app.get('/api/items', (req, res) => res.json([]));
  }
}

new App().app.listen(4000);
