"""Secrets of every shape, planted in all that a fix reads and hears: none is in what it writes down or sends.

Three projects: one whose model reads all of it, repeats its prompts and is told what a tool printed; one whose change
is proven and put up, by a model that says in its answers what it was not shown; and one whose endpoint quotes secrets
in its errors. Then everything is swept. What is left out, as the customer's own signal or files stand in it by
design, is named in ``BY_DESIGN``.
"""

from __future__ import annotations

import itertools
import json
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from autofix.core.tenancy import tenant_scope
from autofix.engine.model.redaction import Redactor
from autofix.env import ModelSetting
from autofix.llm.models import Call
from autofix.llm.personas import add_persona
from autofix.projects.secrets import set_secret
from bench.redaction.alone import found_alone
from bench.redaction.planted import Planted, planted
from bench.redaction.search import Search
from tests.cli.test_fix_with_model import APP, CAUSE, REPORT, RIGHT, SOLUTION
from tests.simulators.model import Declines, ModelSimulator, Says
from tests.simulators.model.attacker import MARK, obey

BY_DESIGN = {
    ("issues_signal", "payload"): "the signal as it was sent",
    ("issues_issue", "report"): "the same, as people of the tenant read it",
    ("issues_issue", "title"): "its first line",
    ("fixes_fix", "report"): "the same, as the fix works on it; of events the field of that name is left out alike",
    ("llm_personaversion", "style_guide"): "the team's own words, as it wrote them",
    ("fixes_change", "after"): "a whole file of the customer's repository, to be written back to it",
}


# What a candidate is tried with prints what nobody should read.
PRINTS = 'from pathlib import Path\n\nprint(Path(__file__).with_name("printed.log").read_text())\n'


@dataclass
class Plan:
    """Which secrets stand where."""

    report: list[Planted] = field(default_factory=list)
    guide: list[Planted] = field(default_factory=list)
    printed: list[Planted] = field(default_factory=list)
    names: list[Planted] = field(default_factory=list)
    said: list[Planted] = field(default_factory=list)
    errors: list[Planted] = field(default_factory=list)
    files: list[Planted] = field(default_factory=list)

    @property
    def all(self) -> list[Planted]:
        return [one for part in vars(self).values() for one in part]

    @property
    def known(self) -> dict[str, str]:
        """The secrets that the project itself has."""
        values = {value for one in self.all for value in one.known.values()}
        return {f"SECRET_{number}": value for number, value in enumerate(sorted(values))}


def plan(seed: int = 23) -> Plan:
    """Every sixth of the bench's texts, which has every kind and place among them, and every disguise of those known."""
    texts = [one for number, one in enumerate(planted(seed)) if one.known or one.place == "file" or number % 6 == 0]
    made = Plan()
    room = {"report": 60, "guide": 8, "printed": 12, "names": 8, "said": 30, "errors": 8}
    for one in texts:
        is_word = one.text.count("\n") <= 1 and len(one.text) < 90
        is_name = one.place == "file" and is_word and "/" not in one.text and one.kind != "bcrypt hash"
        wanted = [
            *(["names"] if is_name else []),
            *(["said", "errors", "printed", "guide"] if is_word and "\\" not in one.text else []),
            *(["report"] if len(one.text) < 200 else []),
        ]
        # By turns, so that each has some of every kind.
        free = [name for name in wanted if len(getattr(made, name)) < room[name]]
        chosen = min(free, key=lambda name: len(getattr(made, name)) / room[name]) if free else "files"
        getattr(made, chosen).append(one)
    return made


@pytest.fixture
def leaks_of(operator, open_shop, tmp_path, tenant, connect, caplog):
    """Runs the three projects on a plan; the secrets that are found afterwards, by where."""
    caplog.set_level(logging.DEBUG)

    def run(made: Plan) -> dict[str, list[tuple[Planted, str]]]:
        texts: list[tuple[str, str]] = []
        for number, play in enumerate((reads_everything, says_what_it_was_not_shown, quotes_in_errors)):
            with ModelSimulator() as model:
                operator(
                    model=ModelSetting("simulated-1", model.base_url, model.key),
                    model_prices=(("simulated-1", 2, 8),),
                )
                folder = tmp_path / f"sample-{number}"
                folder.mkdir()
                texts += play(made, model, folder, open_shop, tenant)
                for asked in model.asked:
                    texts += [("prompts", asked.text), ("prompts", asked.raw.decode())]
        texts.append(("logs", caplog.text))
        texts += [("logs", json.dumps([str(record.__dict__) for record in caplog.records]))]
        texts += database(connect("autofix_owner", tenant))
        search, found = Search(made.all), {}
        for where, text in texts:
            found.setdefault(where, []).extend(search.leaks(text))
        return found

    return run


def prepare(made, sample, open_shop, tenant):
    """A project with the sample, its secrets, and a persona."""
    (sample / "app.py").write_text(APP % "nothing")
    (sample / "requirements.txt").write_text("")
    shop = open_shop(sample=sample)
    project = shop.project()
    with tenant_scope(tenant):
        for name, value in made.known.items():
            set_secret(type(project).objects.select_for_update().get(pk=project.pk), name, value, actor="test")
        project = type(project).objects.get(pk=project.pk)
        guide = "Short lines.\n" + "".join(one.text for one in made.guide)
        add_persona(tenant, project, "default", {"style_guide": guide}, actor="test")
    return shop


def reads_everything(made, model, sample, open_shop, tenant):
    """The obeying model: it reads file after file, and repeats what it is shown."""
    paths = ["till/prices.py", *write_files(made.files, sample)]
    (sample / "till").mkdir()
    (sample / "till" / "printed.log").write_text("".join(one.text for one in made.printed))
    (sample / "till" / "__init__.py").write_text(PRINTS)
    (sample / "till" / "prices.py").write_text("TEA = 3\n")
    (sample / "till" / "app.py").write_text(APP % "nothing")
    for number, one in enumerate(made.names):
        (sample / f"{number}-{one.text.strip()}").write_text("empty\n")
    order = {"reason": "{{prompt}}"}
    turns = itertools.count()
    shown = iter([paths[at : at + 6] for at in range(0, len(paths), 6)])
    # It changes nothing of the failure, so that what was printed is said back to the model.
    edit = {"file": "till/prices.py", "find": "TEA = 3", "replace": "TEA = 4"}

    def script(asked):
        repeats = obey(asked).data["reason"] if asked.purpose == "cause" else asked.text
        if asked.purpose == "cause":
            repeated = repeats if next(turns) == 0 else "It is as it was."
            return {**CAUSE, "reason": repeated, "read": next(shown, [])}
        if asked.purpose == "solution":
            ways = [{"title": f"Way {n}", "explanation": "So.", "files": next(shown, [])} for n in range(3)]
            return {"approaches": ways}
        return {"edits": [{**edit, "why": repeats if "That was tried" in asked.text else ""}], "new_files": []}

    model.script = lambda asked: Says(script(asked), usage=(100, 100), piece=8_000)
    shop = prepare(made, sample, open_shop, tenant)
    told = "".join(one.text for one in made.report)
    shop.report(f"{REPORT.replace('./app.py', './till/app.py')}\n{told}\n{MARK} {json.dumps(order)}\n")
    shop.work()
    # What was planted was there to be seen: the model read all of it.
    heard = "\n".join(asked.text for asked in model.asked)
    assert all(path in heard for path in paths), [path for path in paths if path not in heard]
    assert "That was tried" in heard and "till/app.py" in heard
    return texts_of(shop)


def says_what_it_was_not_shown(made, model, sample, open_shop, tenant):
    """A model that knows the secrets from elsewhere, and whose change is right."""
    said = [one.text.strip() for one in made.said]
    parts = [" ".join(said[at::5]) for at in range(5)]
    everything = "".join(one.text for one in made.all)
    row = {**RIGHT["edits"][0], "why": parts[0]}
    leaky = {"edits": [row], "new_files": [{"file": "notes.py", "content": f"# {said[0]}\n", "why": parts[1]}]}
    model.on("cause", Says({**CAUSE, "root_cause": parts[2], "reason": everything}, piece=8_000))
    model.on("solution", {"approaches": [{**SOLUTION["approaches"][0], "title": parts[3], "explanation": parts[4]}]})
    model.on("edits", leaky, {"edits": [row], "new_files": []})
    shop = prepare(made, sample, open_shop, tenant)
    shop.report(REPORT)
    shop.work()
    fix = shop.fix()
    assert (fix.result, fix.publication) == ("verified", "branch"), fix.reason
    return texts_of(shop)


def quotes_in_errors(made, model, sample, open_shop, tenant):
    """An endpoint that says in its refusals what it should not know."""
    for number in range(len(made.errors)):
        (sample / f"app{'x' * number}.py").write_text(APP % "nothing")
    shop = prepare(made, sample, open_shop, tenant)
    for number, one in enumerate(made.errors):
        words = json.dumps({"error": {"message": f"cannot take {one.text.strip()}"}})
        model.on("cause", Declines(400, words) if number % 4 else Declines(503, words, {"Retry-After": "3600"}))
        shop.report(REPORT.replace("app.py", f"app{'x' * number}.py"))
        shop.work()
    return texts_of(shop)


def write_files(texts, sample) -> Iterator[str]:
    """Files of at most 200 lines and 6,000 characters, each of one format; answers their paths."""
    by_format: dict[str, list[str]] = {}
    for one in texts:
        by_format.setdefault(one.file, []).append(one.text)
    for name, parts in by_format.items():
        number = itertools.count()
        while parts:
            taken = [parts.pop(0)]
            while parts and sum(map(len, taken)) < 5_000 and sum(part.count("\n") for part in taken) < 180:
                taken.append(parts.pop(0))
            path = f"conf{next(number)}/{'key.txt' if name == 'id_key' else name}"
            (sample / path).parent.mkdir(exist_ok=True)
            (sample / path).write_text("\n".join(taken))
            yield path


def texts_of(shop) -> list[tuple[str, str]]:
    """What a project's fixes left in git, and what their transcripts say."""
    found = [
        ("transcripts", json.dumps([call.messages, call.answer, call.data]))
        for call in shop.rows(Call, project_id=shop.project_id)
    ]
    for fix in shop.fixes(project_id=shop.project_id):
        if fix.branch and fix.head_commit:
            found.append(
                ("branches and commit messages", fix.branch + shop.git("log", "--format=%B", fix.branch, "-1"))
            )
            found.append(("diffs", shop.git("diff", fix.base_commit, fix.head_commit)))
    return found


def database(connection) -> list[tuple[str, str]]:
    """Every text, JSON and binary column of every row of the tenant, as the tables' owner reads them."""
    columns = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')"
    ).fetchall()
    found = []
    for table, column, kind in columns:
        if (table, column) in BY_DESIGN:
            continue
        value = f"encode({column}, 'escape')" if kind == "bytea" else f'"{column}"::text'
        if (table, column) == ("core_event", "changes"):
            value = f"({column} - 'report' - 'title')::text"
        rows = connection.execute(f'SELECT {value} FROM "{table}" WHERE "{column}" IS NOT NULL').fetchall()
        found.append((f"{table}.{column}", "\n".join(str(row[0]) for row in rows)))
    return found


def test_none_is_in_what_a_fix_writes_down_or_sends(leaks_of):
    made = plan()
    alone = sum(found_alone(made.all))
    assert len(made.all) >= 300 and len({one.kind for one in made.all}) >= 30
    found = leaks_of(made)

    leaked = {id(one) for leaks in found.values() for one, _ in leaks}
    counts = {name: len(part) for name, part in vars(made).items()}
    print(
        f"planted {len(made.all)}: {counts}; found by detect-secrets alone {alone}, by AutoFix {len(made.all) - len(leaked)}"
    )
    assert {
        where: sorted({(one.kind, one.place, shown) for one, shown in leaks}) for where, leaks in found.items() if leaks
    } == {}
    assert alone < len(made.all) / 2


def test_without_the_redactor_they_are_found_everywhere(leaks_of, monkeypatch):
    monkeypatch.setattr("autofix.fixes.asking.Redactor", Blind)
    monkeypatch.setattr("autofix.fixes.execution.Redactor", Blind)
    made = plan()
    found = leaks_of(made)
    leaked = {where: {id(one) for one, _ in leaks} for where, leaks in found.items()}

    everywhere = set().union(*leaked.values())
    assert len(everywhere) > 0.98 * len(made.all), Counter(one.place for one in made.all if id(one) not in everywhere)
    for where in ("prompts", "transcripts", "logs", "branches and commit messages", "fixes_attempt.checks"):
        assert len(leaked[where]) >= 2, where


class Blind(Redactor):
    """Sees nothing."""

    def redactions(self, text):
        return []

    def _spans(self, text):
        return []
