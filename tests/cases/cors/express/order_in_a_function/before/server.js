const cors = require('cors');
const express = require('express');

function createApp() {
	const app = express();
	app.get('/api/items', (req, res) => res.json([]));
	app.use(cors());
	return app;
}

createApp().listen(4000);
