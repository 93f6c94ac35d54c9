"""A build passes too when what fails in it is taken out: such a change is never verified by it."""

from __future__ import annotations

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import make_patch
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import cap
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Action, Candidate, Change, CommandProbe, Edit, Judgement, Seen

PAGE = """\
import { total } from './sums';
import { tax } from './taxes';
import { unit } from './units';

export function Page(items) {
  const sum = total(items);
  const added = tax(sum);
  show(sum);
  show(added);
  show(sum + added);
}
"""
PROBE = CommandProbe("build", "npm", "", "npm run build", lambda run: Judgement(Seen.OTHER, ""))


def capped(folder, *changes):
    """What is left of a proof that every check of a build holds."""
    (folder / "page.js").write_text(PAGE)
    (folder / "tax.js").write_text("export const tax = (sum) => sum;\n")
    workspace = Snapshot(FolderSource(folder))
    patch = make_patch(workspace, Candidate("recipe:x", "x", changes))
    return cap(Proof(Status.VERIFIED, ()), workspace, patch, (PROBE,))


def replaced(old, new):
    start = PAGE.index(old)
    return Change("page.js", Action.MODIFY, "x", (Edit(start, start + len(old), new),))


@pytest.mark.parametrize(
    "change",
    [
        Change("page.js", Action.DELETE, "x"),
        replaced(PAGE, "export function Page() {}\n"),
        replaced("  const added = tax(sum);\n  show(sum);\n  show(added);\n  show(sum + added);\n", ""),
        replaced("import { tax } from './taxes';\n", ""),
    ],
    ids=["the file", "its content", "what uses it", "the import of what is used"],
)
def test_it_is_plausible_at_most(tmp_path, change):
    proof = capped(tmp_path, change)

    assert proof.status is Status.PLAUSIBLE
    assert "page.js" in proof.reason


def test_a_barrel_that_is_emptied_is_plausible_at_most(tmp_path):
    exports = "".join(f'export {{ part{n} }} from "./part{n}.js";\n' for n in range(9))
    (tmp_path / "index.js").write_text("import { unused } from './unused.js';\n" + exports)
    workspace = Snapshot(FolderSource(tmp_path))
    length = len(workspace.read("index.js"))
    change = Change("index.js", Action.MODIFY, "x", (Edit(0, length, "// empty\n"),))
    patch = make_patch(workspace, Candidate("recipe:x", "x", (change,)))

    proof = cap(Proof(Status.VERIFIED, ()), workspace, patch, (PROBE,))

    assert (proof.status, "9 lines" in proof.reason) == (Status.PLAUSIBLE, True)


@pytest.mark.parametrize(
    ("new", "status"),
    [("<body></body>\n", Status.PLAUSIBLE), ("<body><script src='/src/a.jsx'></script></body>\n", Status.VERIFIED)],
)
def test_a_page_that_loads_nothing_any_more_is_plausible_at_most(tmp_path, new, status):
    text = "<body><script src='/src/a.js'></script></body>\n"
    (tmp_path / "index.html").write_text(text)
    workspace = Snapshot(FolderSource(tmp_path))
    change = Change("index.html", Action.MODIFY, "x", (Edit(0, len(text), new),))
    patch = make_patch(workspace, Candidate("recipe:x", "x", (change,)))

    assert cap(Proof(Status.VERIFIED, ()), workspace, patch, (PROBE,)).status is status


@pytest.mark.parametrize(
    "change",
    [
        replaced("'./taxes'", "'./tax'"),
        replaced("import { unit } from './units';\n", ""),
        replaced("  show(added);\n", ""),
    ],
    ids=["another path", "an import nobody uses", "a line"],
)
def test_what_stays_is_verified(tmp_path, change):
    assert capped(tmp_path, change).status is Status.VERIFIED


def small(folder, before, after):
    """What is left of the proof where a component of three lines becomes ``after``."""
    (folder / "hours.jsx").write_text(before)
    workspace = Snapshot(FolderSource(folder))
    change = Change("hours.jsx", Action.MODIFY, "x", (Edit(0, len(before), after),))
    return cap(
        Proof(Status.VERIFIED, ()), workspace, make_patch(workspace, Candidate("recipe:x", "x", (change,))), (PROBE,)
    )


HOURS = "export function Hours() {\n  return <p>We're open</p>;\n}\n"


def test_a_file_that_does_nothing_any_more_is_taken_out_however_short_it_was(tmp_path):
    assert small(tmp_path, HOURS, "// looked at\n").status is Status.PLAUSIBLE


def test_a_sign_that_html_does_not_have_is_shown_as_it_is_written(tmp_path):
    assert small(tmp_path, HOURS, HOURS.replace("'", "&apsox;")).status is Status.PLAUSIBLE
    assert small(tmp_path, HOURS, HOURS.replace("'", "&apos;")).status is Status.VERIFIED


def test_a_step_that_is_gone_is_no_leftover_however_short_it_was(tmp_path):
    closed = HOURS.replace("  return", "  if (shut) {\n    return <p>Closed</p>;\n  }\n  return")
    unused = HOURS.replace("  return", "  const day = 1;\n  return")

    assert small(tmp_path, closed, HOURS).status is Status.PLAUSIBLE
    assert small(tmp_path, unused, HOURS).status is Status.VERIFIED
