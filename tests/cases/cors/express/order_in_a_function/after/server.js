const cors = require('cors');
const express = require('express');

function createApp() {
	const app = express();
	app.use(cors());
	app.get('/api/items', (req, res) => res.json([]));
	return app;
}

createApp().listen(4000);
