import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { app } from '../src/app.js';

let server;
let address;

before(async () => {
  await new Promise((done) => {
    server = app.listen(0, done);
  });
  address = `http://localhost:${server.address().port}`;
});

after(() => server.close());

test('lists the items', async () => {
  const answer = await fetch(`${address}/api/items`);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).length, 2);
});

test('an item that does not exist is not found', async () => {
  const answer = await fetch(`${address}/api/items/99`);
  assert.equal(answer.status, 404);
});
