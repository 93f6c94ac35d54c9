"""Requirements of Python that cannot be met."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

NONE = """ERROR: Could not find a version that satisfies the requirement {wanted} (from versions: {versions})
ERROR: No matching distribution found for {wanted}
"""
MET = [
    (
        "flask==3.0.9\nrequests==2.31.0\n",
        "flask==3.0.9",
        "2.3.2, 2.3.3, 3.0.0, 3.0.1, 3.0.3, 3.1.0",
        "flask==3.0.3\nrequests==2.31.0\n",
    ),
    ("sklearn\nnumpy\n", "sklearn", "none", "scikit-learn\nnumpy\n"),
    ("flask==3.0.0\npkg-resources==0.0.0\n", "pkg-resources==0.0.0", "none", "flask==3.0.0\n"),
    ("flask\nsqlite3\n", "sqlite3", "none", "flask\n"),
]


@pytest.mark.parametrize(("before", "wanted", "versions", "after"), MET)
def test_a_requirement_that_can_be_met_takes_its_place(fix, before, wanted, versions, after):
    done = fix({"requirements.txt": before}, NONE.format(wanted=wanted, versions=versions))
    assert done.files == {"requirements.txt": after}


LEFT = [
    ("flask==9.0.0\n", "flask==9.0.0", "2.3.3, 3.0.3"),
    ("acme-internal==1.0\n", "acme-internal==1.0", "none"),
    ("flask\n", "deep-thing==1.0", "0.9"),
]


@pytest.mark.parametrize(("before", "wanted", "versions"), LEFT)
def test_a_requirement_that_nothing_tells_is_left_alone(fix, before, wanted, versions):
    done = fix({"requirements.txt": before}, NONE.format(wanted=wanted, versions=versions))
    assert not done.files
    assert done.reason


def test_a_version_for_another_python_is_the_machines_matter(fix):
    report = (
        "ERROR: Ignored the following versions that require a different python version: 5.0 Requires-Python >=3.10; "
        "5.0.1 Requires-Python >=3.10\n" + NONE.format(wanted="Django==5.0.1", versions="4.2.1, 4.2.2")
    )
    done = fix({"requirements.txt": "Django==5.0.1\n"}, report)
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE


def test_an_index_that_does_not_answer_misses_no_version(fix):
    report = (
        "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError(\"Failed to "
        "establish a new connection: [Errno -3] Temporary failure in name resolution\")': /simple/flask/\n"
        + NONE.format(wanted="flask==3.0.0", versions="none")
    )
    done = fix({"requirements.txt": "flask==3.0.0\n"}, report)
    assert not done.files
    assert done.verdict is Verdict.NOT_CODE


CONFLICT = """ERROR: Cannot install -r requirements.txt (line 2) and numpy=={own} because these package versions have conflicting dependencies.

The conflict is caused by:
    The user requested numpy=={own}
    pandas 2.1.0 depends on numpy{wanted}

ERROR: ResolutionImpossible: for help visit the documentation
"""


def test_a_pin_that_another_requirement_does_not_take_is_raised_to_what_it_wants(fix):
    files = {"requirements.txt": "numpy==1.21.0\npandas==2.1.0\n"}
    done = fix(files, CONFLICT.format(own="1.21.0", wanted=">=1.22.4"))
    assert done.files == {"requirements.txt": "numpy==1.22.4\npandas==2.1.0\n"}


@pytest.mark.parametrize(("own", "wanted"), [("2.0.0", "<2,>=1.22.4"), ("2.0.0", "!=2.0.0")])
def test_a_pin_that_would_have_to_go_down_is_left_alone(fix, own, wanted):
    files = {"requirements.txt": f"numpy=={own}\npandas==2.1.0\n"}
    assert not fix(files, CONFLICT.format(own=own, wanted=wanted)).files
