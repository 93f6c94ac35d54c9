import cors, { CorsOptions } from 'cors';
import express from 'express';

const origins: readonly string[] = ['http://localhost:3000'] as const;
const options: CorsOptions = { origin: origins as string[] };

const app = express();
app.use(cors(options));

app.get('/api/items', (req, res) => {
  res.json([]);
});

app.listen(4000);
