import express = require('express');

const app = express();

app.get('/api/items', (req: Request, res: Response) => {
  res.json([]);
});

app.listen(4000);
