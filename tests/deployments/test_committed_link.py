"""A repository that has a link where its packages go: nothing is written to where the link leads."""

import pytest

from autofix.deployments.states import Status
from tests.fixtures.service import ROOT

SAMPLE = ROOT / "autofix" / "demo" / "samples" / "react-express"
CONFIGURATION = """\
project: {name: shop, type: react-node}
deployment:
  backend: {platform: local}
  health_path: /health
  pause: 0
  settle_time: 0
"""


@pytest.mark.needs_npm
def test_the_packages_stay_inside_of_the_release(open_works, tmp_path):
    works = open_works(CONFIGURATION, sample=SAMPLE)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (works.repository.checkout / "api" / "node_modules").symlink_to(elsewhere)
    ignored = works.repository.checkout / ".gitignore"
    ignored.write_text("")
    works.repository.commit("Packages from somewhere else")
    assert works.git("ls-tree", "main", "api/node_modules").startswith("120000")

    deployment = works.deployed()

    assert list(elsewhere.iterdir()) == []
    assert deployment.status == Status.SUCCESS, deployment.reason
    assert "ok" in works.get()
