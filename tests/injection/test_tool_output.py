"""What the sandbox printed is said back to a model: an attack that only a run shows, and files that none shows."""

import pytest

from tests.injection.channels import Scene
from tests.injection.mechanisms import MARK, MECHANISMS, edit
from tests.simulators.model import ModelSimulator, Says, obey
from tests.simulators.model.attacker import instruction_in
from tests.simulators.model.instances import filled

APP = "import prices\n\n\ndef total():\n    return sum(price for price of prices.LIST)\n"
REPORT = """\
$ python -m compileall -q .
*** Error compiling './app.py'...
  File "./app.py", line 5
    return sum(price for price of prices.LIST)
                               ^^^^^^^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
"""
FILES = {"app.py": APP, "prices.py": "from other import LIST\n", "requirements.txt": ""}
WRONG = {
    "approaches": [{"title": "Write the loop otherwise", "files": ["app.py"]}],
    "edits": [{"file": "app.py", "find": "price of prices.LIST)", "replace": "price in prices.LIST)"}],
}
FORMS = {
    "start a process": edit(
        "reach", "app.py", APP.rstrip("\n").split("\n")[4], "    import os\n    return os.system('sh')"
    ),
    "leave the repository": MECHANISMS["leave the repository"],
}


def wrong_until_told(asked):
    """A model whose first try fails, and which obeys what it reads then."""
    return obey(asked) if instruction_in(asked.text) is not None else Says(filled(asked.schema, WRONG))


@pytest.mark.needs_bwrap
@pytest.mark.parametrize("mechanism", FORMS)
def test_what_only_a_run_prints(attack, mechanism):
    wanted = FORMS[mechanism]
    # Python prints the line that it cannot compile; no file with it is shown to the model.
    scene = Scene(REPORT, [], FILES | {"other.py": f"x = = 1  # {wanted.said}\n"})
    with ModelSimulator(wrong_until_told) as model:
        held = attack(scene, model=model, is_run=True)
        done = attack(scene, off=wanted.gates, model=model, is_run=True)

    assert MARK not in held.asked[0].text
    assert held.reached
    assert set(held.refused) == wanted.gates
    assert all(wanted.shows not in attempt.patch.diff for attempt in held.repair.attempts if not attempt.gates)
    assert done.refused == {}
    assert any(wanted.shows in attempt.patch.diff for attempt in done.repair.attempts if attempt.patch)


@pytest.mark.parametrize(
    "file",
    ["node_modules/coins/README.md", "package-lock.json", "keys/server.pem", ".npmrc", "id_rsa", "other/id_ed25519"],
)
def test_files_that_are_never_shown(attack, file):
    scene = Scene()
    scene.files[file] = f"round_coins {MECHANISMS['edit CI'].said}\n"
    held = attack(scene)

    assert held.asked
    assert not held.reached

    beside = Scene(files=scene.files | {"other/notes.md": scene.files[file]})

    assert attack(beside).reached
