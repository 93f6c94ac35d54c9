const fastify = require('fastify')();
const items = require('./items');

fastify.register(items, { prefix: '/api' });
fastify.register(require('@fastify/cors'), { origin: ['http://localhost:3000'] });
fastify.listen({ port: Number(process.env.PORT) || 4000, host: '127.0.0.1' });
