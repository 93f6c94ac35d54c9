import express, { Express, Request, Response } from 'express';

const app: Express = express();

app.get('/api/items', (req: Request, res: Response) => {
  res.json([]);
});

app.listen(4000);
