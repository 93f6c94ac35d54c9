"""Rows of requirements that cannot be read, or that only one system can install."""

from __future__ import annotations

import pytest

INVALID = """ERROR: Invalid requirement: '{row}': Expected end or semicolon (after name and no valid version specifier)
    {row}
            ^ (from line 2 of requirements.txt)
"""
NONE = """ERROR: Could not find a version that satisfies the requirement {row} (from versions: none)
ERROR: No matching distribution found for {row}
"""


def test_a_version_with_one_sign(fix):
    files = {"app.py": "", "requirements.txt": "flask==3.0.0\nselenium=4.8.2\nxlrd==2.0.1\n"}
    answer = fix(files, INVALID.format(row="selenium=4.8.2"))
    assert answer.files == {"requirements.txt": "flask==3.0.0\nselenium==4.8.2\nxlrd==2.0.1\n"}


def test_another_row_is_for_a_person(fix):
    files = {"app.py": "", "requirements.txt": "flask==3.0.0\nselenium latest\n"}
    answer = fix(files, INVALID.format(row="selenium latest"))
    assert (answer.files, "row 2" in answer.reason) == ({}, True)


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ("pywin32==306", 'pywin32==306; sys_platform == "win32"'),
        ("python-magic-bin==0.4.14", "python-magic"),
    ],
)
def test_what_windows_alone_has(fix, row, after):
    files = {"app.py": "", "requirements.txt": f"flask==3.0.0\n{row}\nxlrd==2.0.1\n"}
    assert fix(files, NONE.format(row=row)).files == {"requirements.txt": f"flask==3.0.0\n{after}\nxlrd==2.0.1\n"}


BEGIN, BETWEEN, END = "<" * 7 + " HEAD\n", "=" * 7 + "\n", ">" * 7 + " origin/dev\n"


def test_both_sides_of_a_merge(fix):
    before = f"flask==3.0.0\n{BEGIN}redis==5.0.1\n{BETWEEN}celery==5.4.0\nredis==5.0.1\n{END}xlrd==2.0.1\n"
    answer = fix({"app.py": "", "requirements.txt": before}, INVALID.format(row=BEGIN.strip()))
    after = "flask==3.0.0\nredis==5.0.1\ncelery==5.4.0\nxlrd==2.0.1\n"
    assert answer.files == {"requirements.txt": after}


def test_two_versions_of_a_merge_are_for_a_person(fix):
    before = f"flask==3.0.0\n{BEGIN}redis==5.0.1\n{BETWEEN}redis==5.1.0\n{END}xlrd==2.0.1\n"
    assert fix({"app.py": "", "requirements.txt": before}, INVALID.format(row=BEGIN.strip())).files == {}


@pytest.mark.parametrize("row", ["selenium==*", "selenium=*"])
def test_any_version_is_the_name_alone(fix, row):
    files = {"app.py": "", "requirements.txt": f"flask==3.0.0\n{row}\nxlrd==2.0.1\n"}
    assert fix(files, INVALID.format(row=row)).files == {"requirements.txt": "flask==3.0.0\nselenium\nxlrd==2.0.1\n"}


def test_a_distribution_with_a_slip(fix):
    files = {"app.py": "", "requirements.txt": "ffastapi\nxlrd==2.0.1\n"}
    assert fix(files, NONE.format(row="ffastapi")).files == {"requirements.txt": "fastapi\nxlrd==2.0.1\n"}


def test_a_distribution_like_no_other(fix):
    files = {"app.py": "", "requirements.txt": "our-own-tools\nxlrd==2.0.1\n"}
    assert fix(files, NONE.format(row="our-own-tools")).files == {}
