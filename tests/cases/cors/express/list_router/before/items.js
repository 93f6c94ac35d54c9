const cors = require('cors');
const express = require('express');

const router = express.Router();

router.use(cors({ origin: ['http://localhost:3000'] }));

router.get('/', (req, res) => res.json([]));

module.exports = router;
