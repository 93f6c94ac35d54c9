"""The testing kit: what it reads, and that it notices every way to answer a case wrongly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autofix.sdk import Candidate, Diagnosis, Location, Verdict
from autofix.sdk.testing import Answer, CaseError, CaseFailure, check_case, lay_out, load_case, load_cases

TOML = """\
about = "A slash."
report = "it broke"

[expect]
family = "x_error"
verdict = "code_fix"
cause = "slash"
located = "a.txt:1"
strategy = "recipe:mend"
"""
DIAGNOSIS = Diagnosis("x_error", "A slash.", Verdict.CODE_FIX, (Location("a.txt", 1),), (("cause", "slash"),))
GOOD = Answer(DIAGNOSIS, Candidate("recipe:mend", "mend", ()), {"a.txt": b"new\n"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "cases" / "one"
    (place / "before").mkdir(parents=True)
    (place / "after").mkdir()
    (place / "case.toml").write_text(TOML)
    (place / "before" / "a.txt").write_bytes(b"old\n")
    (place / "before" / "dot.env").write_bytes(b"A=1\n")
    (place / "after" / "a.txt").write_bytes(b"new\n")
    return place


def test_a_case_is_laid_out_with_its_hidden_names(folder: Path, tmp_path: Path) -> None:
    (case,) = load_cases(folder.parent)
    assert (case.name, case.report, case.verdict) == ("one", "it broke", Verdict.CODE_FIX)
    target = lay_out(case, tmp_path / "out")
    assert (target / ".env").read_bytes() == b"A=1\n"
    assert (target / "a.txt").read_bytes() == b"old\n"


def test_a_report_may_stand_in_a_file(folder: Path) -> None:
    (folder / "report.txt").write_text("line one\nline two\n")
    assert load_case(folder, folder.parent).report == "line one\nline two\n"


def test_the_right_answer_passes(folder: Path) -> None:
    check_case(load_case(folder, folder.parent), GOOD)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(None, None, {}), "there is no diagnosis"),
        (replace(GOOD, diagnosis=replace(DIAGNOSIS, family="y_error")), "the family is y_error"),
        (replace(GOOD, diagnosis=replace(DIAGNOSIS, facts=())), "the cause is none, not slash"),
        (replace(GOOD, diagnosis=replace(DIAGNOSIS, located=())), "at no place, not at a.txt:1"),
        (replace(GOOD, diagnosis=replace(DIAGNOSIS, verdict=Verdict.NOT_CODE, reason="no")), "not_code, not code_fix"),
        (replace(GOOD, candidate=None, written={}), "nothing is proposed"),
        (replace(GOOD, candidate=Candidate("recipe:other", "", ())), "the strategy is recipe:other"),
        (replace(GOOD, written={"a.txt": b"new"}), "\\ no newline"),
        (replace(GOOD, written={"a.txt": b"new\r\n"}), "+new\\r"),
        (replace(GOOD, written={"a.txt": b"\xef\xbb\xbfnew\n"}), "+\\ufeffnew"),
        (replace(GOOD, written={"a.txt": None}), "(no such file)"),
        (replace(GOOD, written={"a.txt": b"new\n", "b.txt": b"more\n"}), "+++ b.txt produced"),
    ],
)
def test_a_wrong_answer_fails_and_says_how(folder: Path, answer: Answer, said: str) -> None:
    with pytest.raises(CaseFailure) as failure:
        check_case(load_case(folder, folder.parent), answer)
    assert said in str(failure.value)


def test_a_change_where_none_belongs_fails(folder: Path) -> None:
    (folder / "after" / "a.txt").unlink()
    (folder / "after").rmdir()
    (folder / "case.toml").write_text('report = "r"\n[expect]\nverdict = "not_code"\nreason = "is down"\n')
    case = load_case(folder, folder.parent)
    down = Diagnosis("x_error", "Down.", Verdict.NOT_CODE, reason="the server is down")
    check_case(case, Answer(down, None, {}))
    with pytest.raises(CaseFailure, match=r"recipe:mend proposes a change"):
        check_case(case, Answer(down, GOOD.candidate, GOOD.written))
    with pytest.raises(CaseFailure, match=r"the reason does not say 'is down'"):
        check_case(case, Answer(replace(down, reason="no idea"), None, {}))


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("report = ", "is no TOML"),
        ('[expect]\nverdict = "code_fix"\n', "has no report"),
        ('report = "r"\n[expect]\nverdict = "maybe"\n', "needs expect.verdict"),
        ('report = "r"\n[expect]\nverdict = "code_fix"\ncuase = "x"\n', "'cuase'"),
    ],
)
def test_a_folder_that_says_too_little_is_refused(folder: Path, toml: str, said: str) -> None:
    (folder / "case.toml").write_text(toml)
    with pytest.raises(CaseError, match=said):
        load_case(folder, folder.parent)


def test_a_case_that_any_answer_would_pass_is_refused(folder: Path) -> None:
    (folder / "after" / "a.txt").unlink()
    (folder / "after").rmdir()
    with pytest.raises(CaseError, match="neither after/ nor an expected reason"):
        load_case(folder, folder.parent)


def test_a_folder_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="holds no case"):
        load_cases(tmp_path / "nothing")
