const fastify = require('fastify')();
fastify.register(require('@fastify/cors'), { origin: 'http://localhost:5173' });

fastify.get('/api/items', async () => [{ id: 1 }]);

fastify.listen({ port: Number(process.env.PORT) || 4000, host: '127.0.0.1' });
