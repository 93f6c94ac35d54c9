import express from 'express';
import cors from 'cors';

export const app = express();
app.use(cors({ origin: 'http://localhost:5173' }));

app.get('/api/items', (req, res) => {
  res.json([]);
});
