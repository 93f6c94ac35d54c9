"""Reports of another commit or another project: left alone, and said so."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

FILES = {
    "src/App.jsx": "import Card from './Card';\n\nexport default Card;\n",
    "src/Card.jsx": "export default function Card() {\n  return null;\n}\n",
    "src/list.ts": "export const list = 1;\n",
}
REPORTS = {
    "an import that is not there": (
        'error during build:\nCould not resolve "./Banner" from "src/App.jsx"\nfile: /app/src/App.jsx\n',
        "does not hold ./Banner",
    ),
    "an import that was corrected": (
        'error during build:\nCould not resolve "../Card" from "src/App.jsx"\nfile: /app/src/App.jsx\n',
        "does not hold ../Card",
    ),
    "a file that is not there": (
        'error during build:\nCould not resolve "./Row" from "src/Invoices.jsx"\nfile: /app/src/Invoices.jsx\n',
        "no Invoices.jsx here",
    ),
    "an import that no file has": (
        "Failed to compile.\n\nModule not found: Error: Can't resolve './Banner' in '/app/src'\n",
        "No file here names ./Banner",
    ),
    "a type error in a file that is not there": (
        "src/invoices.ts(3,7): error TS2339: Property 'sum' does not exist on type 'Row'.\n",
        "no invoices.ts here",
    ),
    "a name that is used nowhere": (
        "src/list.ts(1,7): error TS6133: 'gone' is declared but its value is never read.\n",
        "does not hold gone",
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_left_alone_with_what_to_do(fix, name):
    report, said = REPORTS[name]
    got = fix(FILES, report)
    assert got.files == {}
    assert got.verdict is Verdict.NOT_CODE
    assert said in got.reason
    assert "commit" in got.reason


def test_what_the_file_does_hold_is_looked_into(fix):
    got = fix({**FILES, "src/App.jsx": FILES["src/App.jsx"].replace("./Card", "./card")}, REPORTS_CARD)
    assert got.files == {"src/App.jsx": FILES["src/App.jsx"]}


REPORTS_CARD = 'error during build:\nCould not resolve "./card" from "src/App.jsx"\nfile: /app/src/App.jsx\n'


def test_a_name_of_python_that_nothing_here_has_is_of_another_project(fix):
    report = """Traceback (most recent call last):
  File "/srv/shopfront/checkout/views.py", line 8, in <module>
    from checkout.gateways import StripeGateway
ImportError: cannot import name 'StripeGateway' from 'checkout.gateways' (/srv/shopfront/checkout/gateways.py)
"""
    answer = fix({"market/views.py": "import os\n", "market/urls.py": "import market.views\n"}, report)
    assert (answer.files, "another project" in answer.reason) == ({}, True)
