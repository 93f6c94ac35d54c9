const Koa = require('koa');
const cors = require('@koa/cors');
const Router = require('koa-router');

const app = new Koa();
app.use(cors({ origin: 'http://localhost:5173' }));
const router = new Router({ prefix: '/api' });

router.get('/items', (ctx) => {
  ctx.body = [{ id: 1 }];
});

app.use(router.routes()).use(router.allowedMethods());
app.listen(process.env.PORT || 4000);
