module.exports = (app) => {
  app.get('/api/items', (req, res) => res.json([]));
};
