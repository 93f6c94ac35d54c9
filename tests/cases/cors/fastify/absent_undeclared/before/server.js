const fastify = require('fastify')();

fastify.get('/api/items', async () => [{ id: 1 }]);

fastify.listen({ port: Number(process.env.PORT) || 4000, host: '127.0.0.1' });
