import express, { Request, Response } from 'express';
import cors from 'cors';

const app = express();
app.use(cors({ origin: 'http://localhost:5173' }));

app.get('/api/items', (req: Request, res: Response) => {
  res.json([]);
});

app.listen(4000);
