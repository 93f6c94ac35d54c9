import express from 'express';
import cors from 'cors';

export class App {
  public app = express();

  constructor() {
    this.app.use(cors({ origin: 'http://localhost:5173' }));
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
