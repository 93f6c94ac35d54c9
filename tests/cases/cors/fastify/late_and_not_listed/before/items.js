module.exports = async (instance) => {
  instance.get('/items', async () => [{ id: 1 }]);
};
