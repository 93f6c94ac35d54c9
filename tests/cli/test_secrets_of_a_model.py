"""A model that says secrets in its answers: the command shows none of them, and sends none back."""

import json

from bench.redaction.planted import planted
from bench.redaction.search import Search
from tests.cli.test_fix_with_model import APP, CAUSE, REPORT, RIGHT, SOLUTION
from tests.simulators.model import ModelSimulator, Says


def test_none_is_in_what_the_command_prints_or_sends(autofix, tmp_path):
    texts = [one for number, one in enumerate(planted(31)) if not one.known and number % 10 == 0]
    everything = "".join(one.text for one in texts)
    short = " ".join(one.text.strip() for one in texts if len(one.text) < 60)
    (tmp_path / "app.py").write_text(APP % "nothing")
    (tmp_path / "requirements.txt").write_text("")
    row = {**RIGHT["edits"][0], "why": short}
    leaky = {"edits": [row], "new_files": [{"file": "notes.md", "content": everything, "why": short}]}
    with ModelSimulator() as model:
        model.on("cause", Says({**CAUSE, "root_cause": short, "reason": everything}, piece=8_000))
        model.on("solution", {"approaches": [{**SOLUTION["approaches"][0], "title": short}]})
        model.on("edits", Says(leaky, piece=8_000), {"edits": [row], "new_files": []})
        settings = {"OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": model.key, "OPENAI_MODEL": "simulated-1"}
        ran = [
            autofix("fix", "--error", "-", "--explain", *form, "--no-exec", str(tmp_path), report=REPORT, **settings)
            for form in ((), ("--json",))
        ]
        sent = "\n".join(asked.text for asked in model.asked)

    search = Search(texts)
    assert len(texts) > 100 and len(search.leaks(everything)) == len(texts)
    assert ran[0].status in (0, 3) and json.loads(ran[1].out)
    for text in (sent, *(one.out + one.err for one in ran)):
        assert [(one.kind, one.place, shown) for one, shown in search.leaks(text)] == []
