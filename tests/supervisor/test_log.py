from __future__ import annotations

import io
import re

from autofix.supervisor.log import Log


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_a_line_has_its_time_and_its_process(tmp_path):
    shown = io.StringIO()
    log = Log(tmp_path / "logs" / "autofix.log", shown)
    log.write("web", "hello")
    log.close()
    assert re.fullmatch(r"\d\d:\d\d:\d\d web        \| hello\n", shown.getvalue())
    written = (tmp_path / "logs/autofix.log").read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ web        \| hello\n", written)


def test_a_terminal_that_has_gone_away_does_not_end_the_log(tmp_path):
    log = Log(tmp_path / "autofix.log", Gone())
    log.write("web", "one")
    log.write("web", "two")
    log.close()
    assert (tmp_path / "autofix.log").read_text().count("\n") == 2


def test_the_file_starts_anew_when_it_is_large_and_few_are_kept(tmp_path):
    log = Log(tmp_path / "autofix.log", None, largest=200)
    for number in range(100):
        log.write("web", f"line {number}")
    log.close()
    files = sorted(file.name for file in tmp_path.iterdir())
    assert files == ["autofix.log", *(f"autofix.log.{number}" for number in range(1, 5))]
    assert all(file.stat().st_size < 300 for file in tmp_path.iterdir())
    assert "line 99" in (tmp_path / "autofix.log").read_text() + (tmp_path / "autofix.log.1").read_text()


def test_a_later_run_goes_on_where_the_former_ended(tmp_path):
    for word in ("one", "two"):
        log = Log(tmp_path / "autofix.log", None)
        log.write("web", word)
        log.close()
    assert [line.rsplit(" ", 1)[1] for line in (tmp_path / "autofix.log").read_text().splitlines()] == ["one", "two"]


def test_the_output_of_children_reaches_the_log(run):
    program = "print('to one'); print('to the other', file=sys.stderr)\nsys.stdout.write('half')\ntime.sleep(300)"
    run.start({"name": "talker", "program": program})
    for words in ("to one", "to the other", "half"):
        run.until_said(f"talker     | {words}")
    assert run.stop() == 0
    assert "talker     | half\n" in (run.folder / "logs/autofix.log").read_text()


def test_last_words_are_heard(run):
    run.start({"name": "once", "program": "print('x' * 200000); print('the end'); sys.exit(1)", "is_once": True})
    assert run.wait() == 1
    assert "once       | the end\n" in run.text


def test_one_that_closes_its_output_lives_on(run):
    run.start({"name": "silent", "program": "os.close(1); os.close(2)\ntime.sleep(300)"})
    run.until_ready()
    run.pid("silent")
    assert run.stop() == 0
    assert len(run.pids("silent")) == 1
