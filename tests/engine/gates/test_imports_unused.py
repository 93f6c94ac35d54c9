"""An import that nothing in a test mentions may go; what may be used by its being there stays."""

import pytest

from autofix.engine.gates import Policy, Proposal, pass_gates
from autofix.engine.patch import make_patch
from autofix.sdk import Action, Candidate, Change, Edit

TEST = """import json
import os, sys
import shop.models
from unittest.mock import patch, Mock
from shop.fixtures import client
from pytest_mock import mocker
from django.test import TestCase
from os import path  # told
from typing import Any

def test_one(mocker):
    assert sys.argv != ["Any"]
"""
FILES = {
    "src/shop/models.py": b"",
    "src/shop/fixtures.py": b"client = 1\n",
    "tests/test_one.py": TEST.encode(),
    "conftest.py": b"import json\n",
}


def refused(workspace, *pairs, file="tests/test_one.py"):
    text = FILES[file].decode()
    edits = tuple(Edit(text.index(old), text.index(old) + len(old), new) for old, new in pairs)
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", (Change(file, Action.MODIFY, "x", edits),))
    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), None))
    return {result.name for result in results if not result.passed}


@pytest.mark.parametrize(
    "pairs",
    [
        [("import json\n", "")],
        [("import os, sys", "import sys")],
        [("import patch, Mock", "import Mock")],
        [("import json\n", ""), ("from unittest.mock import patch, Mock\n", "")],
    ],
)
def test_an_import_that_nothing_mentions(workspace, pairs):
    assert refused(workspace, *pairs) == set()


@pytest.mark.parametrize(
    "pairs",
    [
        # Of the repository, a fixture by its name, a name in a text, one that is used, classes that pytest collects.
        [("import shop.models\n", "")],
        [("from shop.fixtures import client\n", "")],
        [("from pytest_mock import mocker\n", "")],
        [("from typing import Any\n", "")],
        [("import os, sys\n", "")],
        [("from django.test import TestCase\n", "")],
        # A comment with it, another import in its place, anything else besides.
        [("from os import path  # told\n", "")],
        [("import json\n", "import yaml\n")],
        [("patch, Mock", "Mock as patch")],
        [("import json\n", ""), ("!=", "==")],
        [("import json\n", ""), ("assert", "assert not")],
        [("import json\n", ""), ("def test_one", "def one")],
    ],
)
def test_what_may_be_used_stays(workspace, pairs):
    assert "tests" in refused(workspace, *pairs)


def test_what_sets_tests_up_stays(workspace):
    assert "tests" in refused(workspace, ("import json\n", ""), file="conftest.py")
