module.exports = {
  http: {
    cors: { origins: ['http://localhost:3000'] },
  },
};
