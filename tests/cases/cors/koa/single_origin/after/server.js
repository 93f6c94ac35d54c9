const Koa = require('koa');
const cors = require('@koa/cors');
const Router = require('koa-router');

const app = new Koa();
const router = new Router({ prefix: '/api' });

router.get('/items', (ctx) => {
  ctx.body = [{ id: 1 }];
});

const allowedOrigin = (ctx) => (ctx.get('Origin') === 'http://localhost:5173' ? 'http://localhost:5173' : 'http://localhost:3000');
app.use(cors({ origin: allowedOrigin }));
app.use(router.routes()).use(router.allowedMethods());
app.listen(process.env.PORT || 4000);
