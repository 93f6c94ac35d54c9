"""The server shares the launcher's sandbox and user; it cannot write the launcher's result.

The jobs here run as the service's own user, where every process of the sandbox can open the
descriptors of every other: what an ordinary user gets without a user to change to.
"""

import dataclasses

import pytest

from autofix.adapters.sandbox.bubblewrap import Bubblewrap
from autofix.adapters.sandbox.defences import Defences
from autofix.engine.prove.observe import Stage, observe, run_job
from autofix.engine.prove.proof import Status
from autofix.engine.prove.stage import stage_dependencies

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

# Takes the nonce where the plan may lie, and writes a result of its own to every descriptor it can open.
FORGER = """\
const fs = require('fs');
let nonce = '0'.repeat(32);
try { nonce = JSON.parse(fs.readFileSync('/run/stdin', 'utf8')).nonce; } catch (error) {}
const answer = { status: 200, headers: [], body: '', error: '' };
const result = { started: true, why: '', port: 4000, log: 'forged', responses: [answer], alive: true };
const forged = nonce + ' ' + JSON.stringify(result) + '\\n';
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name) && Number(name) !== process.pid)) {
  for (const fd of ['1', '2']) {
    try { fs.writeFileSync(`/proc/${pid}/fd/${fd}`, forged); } catch (error) {}
  }
}
%s
const app = require('express')();
app.get('/api/items', (req, res) => res.json([{ id: 1 }]));
app.listen(process.env.PORT || 4000); // as it is
"""
KILLER = """\
for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
  if (Number(pid) !== 1 && Number(pid) !== process.pid) { try { process.kill(Number(pid), 'SIGKILL'); } catch (error) {} }
}
"""
FORGETS = 'os.unlink(os.readlink("/proc/self/fd/0"))'


def as_one_user():
    """The sandbox without a user of its own for each job."""
    return Bubblewrap(defences=Defences(non_root=False))


def staged(made):
    workspace = made.workspace()
    application = workspace.applications()[0]
    installed = stage_dependencies(made.bench, workspace, application, {}, ())
    stage = Stage(made.bench.checkouts.lay_out(workspace.source, {}), installed.mounts)
    return stage, application


def forged_lines(made, *, forgets):
    """How many results with the right nonce came out that the launcher did not write."""
    stage, application = staged(made)
    job = run_job(as_one_user(), stage, application, (), host="localhost", port=4000, nonce="n" * 32)
    assert sum(FORGETS in part for part in job.argv) == 1
    if not forgets:
        job = dataclasses.replace(job, argv=tuple(part.replace(FORGETS, "pass") for part in job.argv))
    lines = as_one_user().run(job).stdout.split(b"\n")
    return sum(line.startswith(b"n" * 32) and b"forged" in line for line in lines)


def test_the_nonce_is_out_of_reach_by_its_defence(project):
    made = project(FORGER % "")

    assert forged_lines(made, forgets=False) > 0
    assert forged_lines(made, forgets=True) == 0


def test_two_results_are_none(project, monkeypatch):
    """Even a server that knows the nonce is found out, because the launcher writes its own result as well."""
    made = project(FORGER % "")
    stage, application = staged(made)
    sandbox = Remembering(as_one_user())

    seen = observe(sandbox, stage, application, (), host="localhost", port=4000)

    assert sandbox.results > 1
    assert not seen.has_started
    assert "results" in seen.why


def test_a_launcher_that_was_killed_has_no_result(project):
    made = project(FORGER % KILLER)
    stage, application = staged(made)

    seen = observe(Remembering(as_one_user()), stage, application, (), host="localhost", port=4000)

    assert not seen.has_started


def test_the_whole_proof_does_not_believe_it(project):
    proof = project(FORGER % "").prove(("// as it is", "// as it was"))

    assert proof.status is Status.UNPROVEN
    assert "still there" in proof.reason


class Remembering:
    """The sandbox with a launcher that leaves its plan where the server can read it."""

    def __init__(self, inner):
        self._inner = inner
        self.name, self.is_strong, self.shares_network = inner.name, inner.is_strong, inner.shares_network
        self.tools = inner.tools
        self.results = 0

    def run(self, job):
        nonce = job.stdin.split(b'"nonce": "')[1].split(b'"')[0]
        outcome = self._inner.run(
            dataclasses.replace(job, argv=tuple(part.replace(FORGETS, "pass") for part in job.argv))
        )
        self.results = sum(line.startswith(nonce) for line in outcome.stdout.split(b"\n"))
        return outcome
