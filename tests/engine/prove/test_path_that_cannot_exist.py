"""The path that cannot exist keeps clear of parameters that the code had before; those of the change are found out."""

import pytest

from autofix.engine.prove.plan import make_plan
from autofix.sdk import Application, Judgement, Probe, Request, Route, Seen

APPLICATION = Application("express", "npm", "", "index.js", "index.js", "app", "package.json", "node index.js")
PROBE = Probe(
    "upcoming",
    APPLICATION,
    (Request("GET", "/api/visits/upcoming"),),
    lambda seen: Judgement(Seen.OTHER, ""),
    is_route=True,
)


def depth(*patterns):
    """How many segments the path has."""
    untouched = [Route("GET", pattern, "visits.js", 1) for pattern in patterns]
    return len(make_plan(PROBE, (), (), (), untouched).twin.path.strip("/").split("/"))


@pytest.mark.parametrize(
    ("patterns", "segments"),
    [
        ((), 3),
        (("/api/visits/:id",), 4),
        (("/api/visits/:id", "/api/visits/:id/:part"), 5),
        (("/api/:kind/:id",), 4),
        (("/api/doctors/:id", "/api/visits", "/:page"), 3),
        # Nothing is clear of what takes everything: that is what has to be found out.
        (("/api/*",), 3),
        (("*",), 3),
    ],
)
def test_it_is_as_deep_as_it_has_to_be(patterns, segments):
    assert depth(*patterns) == segments
