"""The SQL that people run on a server of their own is the SQL that the embedded one gets."""

from __future__ import annotations

import re
from pathlib import Path

from autofix.adapters.embedded.roles import create_database_statement, database_statements, role_statements

DOCUMENT = Path(__file__).parents[3] / "docs" / "operations.md"


def test_the_documented_roles_are_the_real_ones():
    blocks = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(), flags=re.DOTALL)
    documented = [line.rstrip(";") for block in blocks for line in block.splitlines()]
    plain = []
    for statement in role_statements(18):
        found = re.search(r"CREATE ROLE [^;]*", statement)
        plain.append(found.group() if found else statement)
    assert documented == [*plain, create_database_statement(), *database_statements()]
