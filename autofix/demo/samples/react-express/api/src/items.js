import { Router } from 'express';

const items = [
  { id: 1, name: 'Bolt M8', count: 240 },
  { id: 2, name: 'Washer', count: 1200 },
];

export const itemRouter = Router();

itemRouter.get('/', (req, res) => {
  res.json(items);
});

itemRouter.get('/:id', (req, res) => {
  const item = items.find((known) => known.id === Number(req.params.id));
  if (!item) {
    res.status(404).json({ error: 'no such item' });
    return;
  }
  res.json(item);
});
