import cors from 'cors';
import express from 'express';
import { corsOptions } from './cors-options.js';

const app = express();

app.use(cors(corsOptions));

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

app.listen(process.env.PORT || 4000);
