import express = require('express');
import cors = require('cors');

const app = express();
app.use(cors({ origin: 'http://localhost:5173' }));

app.get('/api/items', (req: Request, res: Response) => {
  res.json([]);
});

app.listen(4000);
