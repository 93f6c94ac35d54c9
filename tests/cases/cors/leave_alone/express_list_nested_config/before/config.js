module.exports = {
  http: {
    cors: { origins: ['http://localhost:3000', 'http://localhost:5173'] },
  },
};
