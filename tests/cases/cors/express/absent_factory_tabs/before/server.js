const express = require('express');

function createApp() {
	const app = express();
	app.get('/api/items', (req, res) => res.json([]));
	return app;
}

createApp().listen(4000);
