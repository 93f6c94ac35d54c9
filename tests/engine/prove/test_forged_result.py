"""The server shares the launcher's sandbox and user; it cannot write the launcher's result."""

import dataclasses

import pytest

from autofix.engine.prove.observe import Stage, run_job
from autofix.engine.prove.proof import Status
from autofix.engine.prove.stage import stage_dependencies

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

# Writes a forged result over every descriptor of every process it can reach, and asks for the launcher's memory.
FORGER = """\
const express = require('express');
const fs = require('fs');
const forged = '0'.repeat(32) + ' ' + JSON.stringify({ started: true, why: '', port: 4000, log: '', responses: [] });
const reached = [];
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name) && Number(name) !== process.pid)) {
  for (const fd of ['0', '1', '2', '3', '4', '5']) {
    try {
      fs.writeFileSync(`/proc/${pid}/fd/${fd}`, forged + '\\n' + forged + '\\n');
      reached.push(`${pid}/${fd}`);
    } catch (error) {}
  }
  try {
    fs.readFileSync(`/proc/${pid}/mem`);
    reached.push(`${pid}/mem`);
  } catch (error) {}
}
console.log(`reached ${reached.join(' ')}.`);
const app = express();
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000); // as it is
"""


def test_a_forged_result_is_not_believed(project):
    proof = project(FORGER).prove(("// as it is", "// as it was"))

    assert proof.status is Status.UNPROVEN
    assert "still there" in proof.reason


def reached_by_the_server(made, *, is_defended):
    """What the forger could open, as it printed it."""
    workspace, bench = made.workspace(), made.bench
    application = workspace.applications()[0]
    installed = stage_dependencies(bench, workspace, application, {}, ())
    stage = Stage(bench.checkouts.lay_out(workspace.source, {}), installed.mounts)
    job = run_job(bench.sandbox, stage, application, (), host="localhost", port=4000, nonce="n" * 32)
    defence = "ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)"
    assert sum(defence in part for part in job.argv) == 1
    if not is_defended:
        job = dataclasses.replace(job, argv=tuple(part.replace(defence, "pass") for part in job.argv))
    printed = bench.sandbox.run(job).stdout.decode()
    return printed[printed.rindex("reached ") :].split(".")[0]


def test_the_launcher_is_out_of_reach_by_its_defence(project):
    made = project(FORGER)

    open_launcher, closed_launcher = (reached_by_the_server(made, is_defended=d) for d in (False, True))

    assert len(open_launcher.split()) > len(closed_launcher.split())
