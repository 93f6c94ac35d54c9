"""A server that asks Redis for every answer is proven with a real, empty one."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry, pytest.mark.needs_redis]

ROUTES = "app.get('/api/items', async (req, res) => res.json({ hits: await redis.incr('hits') }));"


@pytest.mark.parametrize(
    "how", ["process.env.REDIS_URL", "{ host: process.env.REDIS_HOST, port: process.env.REDIS_PORT }", ""]
)
def test_however_it_is_addressed(repaired, express, evidence, how):
    head = f"const Redis = require('ioredis');\nconst redis = new Redis({how});"

    repair = repaired(express(head, ROUTES))

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == "started with a throw-away Redis"
