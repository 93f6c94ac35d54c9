"""A build fills a folder of its own; what it puts there leads nothing of ours out of the release."""

import json

import pytest

from autofix.deployments.states import Status
from tests.fixtures.service import ROOT

SAMPLE = ROOT / "autofix" / "demo" / "samples" / "react-express"
CONFIGURATION = """\
project: {name: shop, type: react-node}
deployment:
  backend: {platform: local}
  phases: {preparation: {retries: 0}}
  pause: 0
  settle_time: 0
"""


@pytest.mark.needs_npm
def test_a_link_in_its_place_is_refused(open_works, tmp_path):
    works = open_works(CONFIGURATION, sample=SAMPLE)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "node_modules").mkdir(parents=True)
    (elsewhere / "node_modules" / "kept").write_text("ours")
    manifest = works.repository.checkout / "api" / "package.json"
    package = json.loads(manifest.read_text())
    # It ends the shell's own line, so that nothing but the link is the result.
    package["scripts"]["build"] = f"true) && ln -s {elsewhere} '{{root}}/out/api' && exit 0; (true"
    package["scripts"]["start"] = "node dist/server.js"
    works.write("api/package.json", json.dumps(package))

    deployment = works.deployed()

    assert [path.name for path in (elsewhere / "node_modules").iterdir()] == ["kept"]
    assert (deployment.status, works.statuses(deployment)["preparation"]) == (Status.FAILED, "failed")
    assert "leads out of the release" in deployment.reason
