"""A linter that does not know its globals lets a misspelt name pass: such a change is not verified by it."""

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.patch import make_patch
from autofix.engine.prove.proof import Proof, Status
from autofix.engine.prove.prover import cap
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Action, Candidate, Change, CommandProbe, Edit, Judgement, Seen

PROBE = CommandProbe("lint", "npm", "", "npm run lint", lambda run: Judgement(Seen.OTHER, ""))
HOURS = """\
import { useState } from "react";

export function Hours({ isHoliday, ...rest }) {
  const [hours] = useState("");
  if (isHoliday) return <p>Closed</p>;
  return <p {...rest}>{hours}</p>;
}
"""
SHOP = """\
from decimal import Decimal


def total(rows):
    return sum((Decimal(row) for row in rows), Decimal(0))
"""


def capped(folder, file, text, old, new):
    """What is left of a proof that every check of a command holds."""
    (folder / file).write_text(text)
    workspace = Snapshot(FolderSource(folder))
    start = text.index(old)
    change = Change(file, Action.MODIFY, "x", (Edit(start, start + len(old), new),))
    return cap(
        Proof(Status.VERIFIED, ()), workspace, make_patch(workspace, Candidate("recipe:x", "x", (change,))), (PROBE,)
    )


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "name"),
    [
        ("hours.jsx", HOURS, "(isHoliday)", "(isHolidyax)", "isHolidyax"),
        ("hours.jsx", HOURS, "<p>Closed</p>", "<Closde />", "Closde"),
        ("hours.jsx", HOURS, "{hours}", "{format({ huors })}", "format"),
        ("shop.py", SHOP, "in rows)", "in rosw)", "rosw"),
    ],
)
def test_a_name_that_nothing_makes_is_plausible_at_most(tmp_path, file, text, old, new, name):
    proof = capped(tmp_path, file, text, old, new)

    assert proof.status is Status.PLAUSIBLE
    assert name in proof.reason


@pytest.mark.parametrize(
    ("file", "text", "old", "new"),
    [
        ("hours.jsx", HOURS, "  if (isHoliday)", "  const closed = isHoliday;\n  if (closed)"),
        ("hours.jsx", HOURS, "{hours}", "{[hours].map((one, at) => <b key={at}>{String(one)}</b>)}"),
        ("hours.jsx", HOURS, "...rest", "day: { name = 'x', ...more }, ...rest"),
        ("hours.jsx", HOURS, 'import { useState }', 'import React, { useEffect as effect, useState }'),
        ("hours.jsx", HOURS, "  if (isHoliday)", "  try { hours(); } catch (failure) { throw failure; }\n  if (isHoliday)"),
        ("shop.py", SHOP, "    return", "    if (first := rows[0]) is None:\n        raise ValueError(first)\n    return"),
        ("shop.py", SHOP, "from decimal import Decimal", "import os.path\nfrom decimal import Decimal\nprint(os.sep)"),
    ],
)  # fmt: skip
def test_what_is_made_or_brought_is_verified(tmp_path, file, text, old, new):
    assert capped(tmp_path, file, text, old, new).status is Status.VERIFIED
