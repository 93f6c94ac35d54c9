import express from 'express';

export const app = express();

app.get('/api/items', (req, res) => {
  res.json([]);
});
