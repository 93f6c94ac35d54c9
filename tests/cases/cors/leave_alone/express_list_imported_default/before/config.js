export default {
  port: 4000,
  origins: ['http://localhost:3000', 'http://localhost:5173'],
};
