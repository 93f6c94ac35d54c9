import express from 'express';

export class App {
  public app = express();

  constructor() {
    this.app.use(express.json());
    this.routes();
  }

  private routes(): void {
    this.app.get('/api/items', (req, res) => {
      res.json([]);
    });
  }

  listen(): void {
    this.app.listen(4000);
  }
}

new App().listen();
