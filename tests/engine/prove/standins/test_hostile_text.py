"""Texts made to hold a proof up are read in time that grows with their length alone: these would take minutes."""

import pytest

from autofix.engine.prove.standins.asked import names_asked
from autofix.engine.prove.standins.values import MAX_MADE_UP, made_up

SIZE = 300_000


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.js", "config" * (SIZE // 6)),
        ("a.js", "env.get<" * (SIZE // 8)),
        ("a.js", "{" * SIZE + "} = process.env"),
        ("a.js", "process.env.A" + " " * SIZE),
        ("a.py", "class A(" + "BaseSettings" * (SIZE // 12) + "\n"),
        ("a.py", "class A(BaseSettings):\n    a: b" + " " * SIZE + "!\n"),
        ("a.py", "class A(BaseSettings):\n" + (" " * 1000 + "\n") * 300),
        ("a.py", "os.environ[" * (SIZE // 11)),
    ],
)
def test_it_is_read(path, text):
    names_asked([(path, text)])


def test_not_every_name_gets_a_value():
    text = "".join(
        f"process.env.SECRET_{'A' * (n % 26)}{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n // 676)}_KEY;"
        for n in range(2000)
    )

    assert len(made_up(names_asked([("a.js", text)]), ())) == MAX_MADE_UP
