import cors from 'cors';
import express from 'express';
import config from './config.js';

const app = express();

app.use(cors({ origin: config.origins }));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
