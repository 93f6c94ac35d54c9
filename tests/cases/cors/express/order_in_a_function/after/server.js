const cors = require('cors');
const express = require('express');

function createApp() {
	const app = express();
	app.use(cors({ origin: 'http://localhost:5173' }));
	app.get('/api/items', (req, res) => res.json([]));
	return app;
}

createApp().listen(4000);
