"""What nothing closes is read in time that grows with the file, not with its square."""

import pytest

from autofix.engine.memory.tokens import read_tokens

UNCLOSED = ["'\\", "=/[", "`\\", "`${", "/*", "<!--", "'''", "= /", "f'\\"]


@pytest.mark.parametrize("kind", ["python", "javascript"])
@pytest.mark.parametrize("text", UNCLOSED)
def test_it_is_read(text, kind):
    # Where a string or an expression may be of any length, this takes minutes.
    tokens = read_tokens(text * 20_000, kind)

    assert tokens is not None
