import cors from 'cors';
import express from 'express';
import { itemRouter } from './items.js';

const allowedOrigins = [
  'http://localhost:3000',
  'https://stockroom.example',
];

export const app = express();

app.use(cors({ origin: allowedOrigins }));
app.use(express.json());

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

app.use('/api/items', itemRouter);
