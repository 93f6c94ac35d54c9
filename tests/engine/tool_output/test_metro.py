"""What Metro says, in Expo's words and in its own. Written after its sources: it was not run here."""

from __future__ import annotations

import pytest

from autofix.engine.tool_output.metro import parse_metro

EXPO = 'iOS Bundling failed 1893ms\nUnable to resolve "../Header" from "screens/List.tsx"\n'
METRO = "error: Error: Unable to resolve module ../Header from /app/screens/List.tsx: \n\nNone of these files exist:\n"


@pytest.mark.parametrize(("text", "file"), [(EXPO, "screens/List.tsx"), (METRO, "/app/screens/List.tsx")])
def test_the_import_and_its_file_are_read(text, file):
    found = [(one.code, one.value, one.file) for one in parse_metro(text)]
    assert found == [("build.module_not_found", "../Header", file)]


def test_another_sentence_is_left():
    assert list(parse_metro("npm error Unable to resolve dependency tree from registry")) == []
