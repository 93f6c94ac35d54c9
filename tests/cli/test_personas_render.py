"""``autofix personas render`` on a file: what a model hears of it, or all that is wrong with it. No service is needed."""

import json

import pytest

from autofix.engine.model.limits import Style
from autofix.engine.model.prompts import system_message

YAML = 'name: terse\nproject_id: null\nstyle_guide: |\n  No semicolons.\n  "Über" is a word.\ntemperature: 0.2\ntoken_limit: 900\n'
JSON = '{\n\t"name": "terse",\n\t"style_guide": "No semicolons.\\r\\n\\"Über\\" is a word.\\n",\n\t"temperature": 0.2,\n\t"token_limit": 900\n}'
GUIDE = 'No semicolons.\n"Über" is a word.\n'


@pytest.fixture
def no_django(tmp_path):
    """A place on the path whose Django breaks whatever imports it."""
    (tmp_path / "django").mkdir()
    (tmp_path / "django/__init__.py").write_text("raise RuntimeError('Django was imported')\n")
    return str(tmp_path)


@pytest.mark.parametrize("text", [YAML, JSON])
def test_a_file_is_rendered_as_the_engine_says_it(text, autofix, no_django, tmp_path):
    (tmp_path / "persona").write_text(text)
    ran = autofix("personas", "render", str(tmp_path / "persona"), PYTHONPATH=no_django)

    assert ran.out == system_message("0" * 32, Style(GUIDE)) + "\n", ran.err
    assert "the project's own model, temperature 0.2, at most 900 tokens" in ran.err
    assert ran.status == 0


def test_programs_get_one_object(autofix):
    told = autofix("personas", "render", "--json", "-", report='{"model": "gpt-5-mini"}').json()

    assert list(told) == ["schema", "messages", "model", "temperature", "max_tokens"]
    assert (told["schema"], told["model"], told["temperature"], told["max_tokens"]) == (1, "gpt-5-mini", 0.7, 4000)
    assert [message["role"] for message in told["messages"]] == ["system"]


def test_all_that_is_wrong_is_said_at_once(autofix):
    wrong = {"name": "a b", "style": "x", "style_guide": "a\0b", "model": "m m", "temperature": 3, "token_limit": 0.5}
    ran = autofix("personas", "render", "-", report=json.dumps(wrong))

    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) == len(wrong)
    for name in wrong:
        assert any(name in line for line in lines), name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("- terse\n", "it is no mapping"),
        ("style_guide: &a x\nmodel: *a\n", "*a is an alias"),
        ("name: a\nname: b\n", "name is given again"),
        ("style_guide: [\n", "line 2"),
        ("name: x\n" + "# " + "x" * 70_000, "larger than 64 KiB"),
    ],
)
def test_what_is_no_persona_is_refused(text, words, autofix):
    ran = autofix("personas", "render", "-", report=text)

    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err


def test_a_file_that_is_not_there(autofix):
    ran = autofix("personas", "render", "terse.yml")

    assert (ran.status, ran.out) == (2, "")
    assert "terse.yml cannot be read: No such file or directory; name a file, the id of a persona" in ran.err


def test_a_file_has_no_versions(autofix):
    ran = autofix("personas", "render", "-", "--version", "2", report=YAML)

    assert (ran.status, ran.out) == (2, "")
    assert "--version is that of a persona of the service" in ran.err
