"""Letting in more than the failing origin is no fix, however it is written."""

import pytest

from autofix.engine.prove.proof import Status

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

LIST = "cors({ origin: allowed })"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param("cors()", id="everybody"),
        pytest.param("cors({ origin: true, credentials: true })", id="whoever asks"),
        pytest.param("cors({ origin: /localhost/ })", id="whoever has localhost in the name"),
        pytest.param(
            "cors({ origin: (o, done) => done(null, String(o).startsWith('http://localhost')) })", id="a prefix"
        ),
        pytest.param("cors({ origin: [...allowed, 'http://localhost:5173', 'null'] })", id="null as well"),
    ],
)
def test_it_is_not_verified(project, options):
    proof = project().prove((LIST, options))

    assert proof.status is Status.UNPROVEN
    assert "no other origin is let in" in proof.reason or "origins let in before" in proof.reason


def test_everybody_on_another_route_alone(project):
    proof = project().prove(
        ("['http://localhost:3000']", "['http://localhost:3000', 'http://localhost:5173']"),
        ("app.get('/health', (req, res)", "app.get('/health', cors(), (req, res)"),
    )

    assert proof.status is Status.UNPROVEN
    assert "at GET /health is now admitted" in proof.reason


def test_an_origin_that_was_let_in_is_kept(project):
    proof = project().prove(("['http://localhost:3000']", "['http://localhost:5173']"))

    assert proof.status is Status.UNPROVEN
    assert "http://localhost:3000" in proof.reason
    assert "no longer admitted" in proof.reason


@pytest.mark.parametrize(
    "options",
    [
        pytest.param("cors({ origin: [...allowed, ORIGIN, /\\.(io|net|org|dev|app)$/] })", id="some endings"),
        pytest.param("cors({ origin: [...allowed, ORIGIN, /^https?:\\/\\/[\\d.]+(:\\d+)?$/] })", id="bare addresses"),
        pytest.param("cors({ origin: [...allowed, ORIGIN, /vercel\\.app$/] })", id="a hosting platform"),
    ],
)
def test_a_pattern_for_strangers_is_seen(project, options):
    proof = project().prove((LIST, options.replace("ORIGIN", "'http://localhost:5173'")))

    assert proof.status is Status.UNPROVEN
    assert "is now admitted" in proof.reason


def test_credentials_for_those_who_were_let_in_without(project):
    proof = project().prove((LIST, "cors({ origin: [...allowed, 'http://localhost:5173'], credentials: true })"))

    assert proof.status is Status.UNPROVEN
    assert "with credentials is now admitted" in proof.reason


def test_preflights_for_strangers_on_another_route(project):
    proof = project().prove(
        ("allowed })", "[...allowed, 'http://localhost:5173'] })"),
        ("app.get('/api/orders'", "app.options('/api/orders', cors({ origin: [/./] }));\napp.get('/api/orders'"),
        ("app.use(cors", "app.use('/api/items', cors"),
    )

    assert proof.status is Status.UNPROVEN
    assert "at OPTIONS /api/orders" in proof.reason
