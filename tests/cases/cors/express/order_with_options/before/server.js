const cors = require('cors');
const express = require('express');

const app = express();

app.get('/api/items', (req, res) => {
  res.json([{ id: 1 }]);
});

// Who may call us.
const corsOptions = { origin: ['http://localhost:5173'] };

app.use(cors(corsOptions));

app.listen(process.env.PORT || 4000);
