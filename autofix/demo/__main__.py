"""``make demo``: an error goes in, a healthy release comes out, and a bad release goes back by itself.

Beside it, four more reports: an API endpoint, a build, one that is not the repository's fault, and one that a model is
asked about, whose first answer the proof refuses.

Everything is real: PostgreSQL, Redis, worker, HTTP, a git repository, the Sentry SDK, a server
that is deployed and asked from outside. Ends with one line,
``demo: verified=1 merged=1 deployed=1 rolled_back=1 seconds=N``, computed from the database, the
repository and requests to the deployed address. The line before it has the further reports. The exit status
is 0 only when all four are 1 and each further report got the answer that it has to get.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Any

import sentry_sdk
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autofix.adapters.embedded import EmbeddedError
from autofix.adapters.sandbox import open_sandbox
from autofix.demo.breakage import break_application
from autofix.demo.browser import answers, console_message, visit
from autofix.demo.facts import Facts, count_facts
from autofix.demo.model import NAME, ScriptedModel
from autofix.demo.model_story import MODEL_STORIES, feedback, proposals
from autofix.demo.repository import DemoRepository
from autofix.demo.service import Api, DemoError, running_service
from autofix.demo.stories import STORIES, Story
from autofix.env import SettingError, read_environment
from autofix.sdk.sandbox import Sandbox, SandboxError
from autofix.supervisor.service_file import RunningService

SAMPLES = Path(__file__).parent / "samples"
TYPES = {"react-express": "react-node", "flask-static": "react-node"}
ORIGIN, PAGE = "http://localhost:5173", "/api/items"
DEVELOPERS = "http://localhost:4000"
EMAIL = "demo@example.com"
WAIT_SECONDS = 120.0
WEAKER = "unshare,process"


def main() -> int:
    """Run the demonstration; answers 0 when every claim of its last line is 1."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--keep", action="store_true", help="leave the service running at the end")
    options = parser.parse_args()
    started = time.monotonic()
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    facts, answers_right = Facts(0, 0, 0, 0), False
    # Ending by a signal ends the service too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="autofix-demo-"))
    folder.chmod(0o711)
    try:
        demonstration = Demonstration(console, folder, keep=options.keep)
        facts = demonstration.run()
        answers_right = demonstration.answers_right
    except (DemoError, SandboxError, SettingError, EmbeddedError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or ""
        console.print(Text(f"\nThe demonstration cannot go on: {error} {said}", style="red"))
        _show_log(console, folder)
    except KeyboardInterrupt:
        console.print("\nstopped")
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(
        f"demo: verified={facts.verified} merged={facts.merged} deployed={facts.deployed} "
        f"rolled_back={facts.rolled_back} seconds={time.monotonic() - started:.0f}",
        flush=True,
    )
    return 0 if facts == Facts(1, 1, 1, 1) and answers_right else 1


class Demonstration:
    """One run of the story."""

    def __init__(self, console: Console, folder: Path, *, keep: bool) -> None:
        self.console = console
        self.folder = folder
        self.keep = keep
        self.shares_ports = False
        self.repository = DemoRepository(folder)
        self.answers_right = False
        self.rows: list[tuple[str, str, str]] = []
        self.shown: dict[str, int] = {}

    def run(self) -> Facts:
        """From an empty folder to the figures of the last line."""
        environment = read_environment()
        # The sample is our own, so the weaker backends may run it; nobody else's code ever runs there unasked.
        sandbox = open_sandbox(tuple(WEAKER.split(",")), environment.private_registries)
        if not sandbox.is_strong:
            self.console.print(
                Text(
                    f"bubblewrap does not work here, so this demonstration runs its own bundled sample under the "
                    f"weaker backend '{sandbox.name}'. For your own repositories, install bubblewrap.",
                    style="yellow",
                )
            )
        self.shares_ports = sandbox.shares_network
        sample = choose_sample(sandbox)
        self._title(f"1. A repository with the application {sample}, and the service, in {self.folder}")
        self.repository.create(SAMPLES / sample, TYPES[sample])
        model = ScriptedModel(MODEL_STORIES[sample].answers())
        settings = {
            "AUTOFIX_CACHE": str(environment.cache),
            "AUTOFIX_GIT_ROOTS": str(self.folder),
            "AUTOFIX_LOCAL_PLATFORM": "1",
            "AUTOFIX_MODEL_HOSTS": model.host,
            **({} if sandbox.is_strong else {"AUTOFIX_SANDBOX_ALLOW": WEAKER}),
        }
        started = time.monotonic()
        with model.running(), running_service(self.folder / "data", settings, keep=self.keep) as service:
            self._row("service", "ready", f"{service.address} after {time.monotonic() - started:.1f} s")
            return self._tell(service, sample, settings, model)

    def _reported(self, url: str) -> str:
        """The address as the browser's console names it."""
        if not self.shares_ports:
            return url
        # The proof has to start a server at the reported port, where production listens already.
        said = f"this backend shares the machine's ports with production, so the report names {DEVELOPERS}"
        self.console.print(Text(f"  ({said})", style="yellow"))
        return DEVELOPERS + PAGE

    def _tell(self, service: RunningService, sample: str, settings: dict[str, str], model: ScriptedModel) -> Facts:
        tenant = self._make_tenant(settings)
        api = Api(service.address, tenant["token"])
        project = api.call(
            "POST",
            "/projects",
            {"name": "stockroom", "type": TYPES[sample], "repository": str(self.repository.bare)},
        )
        project_id = project["project_id"]
        self._row("project", project_id, f"DSN {project['dsn']}")

        self._title("2. The application as it is goes to production")
        first = api.call("POST", f"/projects/{project_id}/deploy", {})
        deployed = self._follow_deployment(api, first["deployment_id"])
        url = deployed["address"] + PAGE
        before = self._visit(url)
        if before.is_readable:
            raise DemoError("the sample is not broken: there is nothing to show")

        self._title("3. The error reaches the service through the Sentry SDK")
        message = console_message(before, ORIGIN, self._reported(url))
        self.console.print(Text(message, style="red"))
        self._report(project["dsn"], message)
        issue = self._wait(lambda: _first(api.call("GET", f"/projects/{project_id}/issues")), "an issue")
        self._row("issue", issue["issue_id"], issue["title"][:60])

        self._title("4. The service works on it")
        fix = self._wait(lambda: _first(api.call("GET", f"/projects/{project_id}/fixes")), "a fix")
        fix = self._follow(api, fix["fix_id"], f"/fixes/{fix['fix_id']}", _is_published)
        self.console.print(Text(f"\n{fix['root_cause']}\n\n{fix['diff']}"))
        self._row("fix", fix["result"], f"{fix['strategy']}, confidence {fix['confidence']:.2f}")
        if fix["result"] != "verified":
            raise DemoError(f"the fix is {fix['result']}: {fix['reason']}")

        self._title("5. A person approves; it is merged and deployed")
        api.call("POST", f"/fixes/{fix['fix_id']}/approve", {})
        fix = self._follow(api, fix["fix_id"], f"/fixes/{fix['fix_id']}", lambda f: f["publication"] == "merged")
        self._row("merge", fix["commits"]["merge"][:12], fix["branch"])
        merged = self._wait(lambda: self._deployment_of(api, project_id, fix["fix_id"]), "its deployment")
        good = self._follow_deployment(api, merged["deployment_id"])
        after = self._visit(good["address"] + PAGE)

        self._title("6. Four more reports, about another copy of the application")
        told = self._tell_stories(api, sample, model)

        self._title("7. A release that breaks on purpose")
        self.repository.pull()
        break_application(self.repository.checkout, sample)
        self.repository.commit("A feature with a leak")
        bad = api.call("POST", f"/projects/{project_id}/deploy", {})
        gone_back = self._follow_deployment(api, bad["deployment_id"])
        self._row("bad release", gone_back["status"], gone_back["reason"][:80])
        again = self._visit(good["address"] + PAGE)
        is_well = again.is_readable and answers(good["address"] + "/health")

        facts = count_facts(service.database_url, tenant["tenant_id"], project_id)
        merges = self.repository.merges(f"AutoFix-Fix: {fix['fix_id']}")
        self._table()
        self.answers_right = told == {
            story.name: story.result for story in (*STORIES[sample], MODEL_STORIES[sample].story)
        }
        self.console.print("reports: " + " ".join(f"{name}={result}" for name, result in told.items()))
        if self.keep:
            self._say_kept(service, tenant)
        return Facts(
            facts.verified,
            facts.merged if merges == facts.merged else 0,
            facts.deployed if after.is_readable else 0,
            facts.rolled_back if is_well else 0,
        )

    def _tell_stories(self, api: Api, sample: str, model: ScriptedModel) -> dict[str, str]:
        """Each story's commit and report, in a repository and a project of their own; the results by the story."""
        repository = DemoRepository(self.folder, "workshop")
        repository.create(SAMPLES / sample, TYPES[sample])
        asked = {"name": "workshop", "type": TYPES[sample], "repository": str(repository.bare)}
        project_id = api.call("POST", "/projects", asked)["project_id"]
        told = {story.name: self._tell_story(api, repository, project_id, story)["result"] for story in STORIES[sample]}
        # From here on a model is asked where no recipe is proven.
        endpoint = {"base_url": f"http://{model.host}/v1", "model": NAME, "usd_input": 2.5, "usd_output": 10}
        api.call("POST", f"/projects/{project_id}/llm/endpoints", endpoint)
        story = MODEL_STORIES[sample].story
        fix = self._tell_story(api, repository, project_id, story)
        is_refused = self._show_model(api, fix["fix_id"])
        told[story.name] = fix["result"] if is_refused else f"{fix['result']}_at_once"
        return told

    def _tell_story(self, api: Api, repository: DemoRepository, project_id: str, story: Story) -> Any:
        """Commit it, report it, take it back; the fix as it ended."""
        self.console.print(Text(f"\n  {story.about}"))
        self.console.print(Text(textwrap.indent(story.report, "  | "), style="red"))
        story.tell(repository.checkout)
        broken = repository.commit(story.about) if story.edits else ""
        issue = api.call("POST", f"/projects/{project_id}/issues", {"message": story.report})
        listed = f"/projects/{project_id}/fixes?issue_id={issue['issue_id']}"
        fix = self._wait(lambda: _first(api.call("GET", listed)), "a fix")
        fix = self._follow(api, fix["fix_id"], f"/fixes/{fix['fix_id']}", _is_published)
        if fix["diff"]:
            self.console.print(Text(f"\n{fix['root_cause']}\n\n{fix['diff']}"))
        self._row(story.name, fix["result"], fix["reason"] or fix["root_cause"])
        if broken:
            repository.revert(broken)
        return fix

    def _show_model(self, api: Api, fix_id: str) -> bool:
        """What the model proposed, what the proof said of it, and what that cost; whether its first was refused."""
        listed = api.call("GET", f"/fixes/{fix_id}/calls?limit=100")
        calls = [api.call("GET", f"/fixes/{fix_id}/calls/{row['call_id']}") for row in listed["items"]]
        proposed, said = proposals(calls), feedback(calls)
        if len(proposed) == 2:
            self.console.print(
                Text(f"  the model's first answer:  {proposed[0]}\n  refused by the proof:  {said}", "red")
            )
            self.console.print(Text(f"  its second answer, verified:  {proposed[1]}", "green"))
        cost = listed["cost"]
        self._row("model", f"{cost['calls']} calls", f"{cost['tokens']} tokens, {cost['usd']:.4f} USD at its prices")
        return len(proposed) == 2 and bool(said)

    def _make_tenant(self, settings: dict[str, str]) -> dict[str, str]:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "autofix.cli.main", "tenant", "Demo", "--email", EMAIL),
                *("--plan", "enterprise", "--json"),
            ],
            env={**os.environ, **settings, "AUTOFIX_DATA": str(self.folder / "data")},
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        made: dict[str, str] = json.loads(done.stdout)
        return made

    def _report(self, dsn: str, message: str) -> None:
        client = sentry_sdk.Client(dsn=dsn, default_integrations=False, release="stockroom@1")
        with sentry_sdk.new_scope() as scope:
            scope.set_client(client)
            sentry_sdk.capture_message(message, level="error")
        client.flush(10)
        client.close()

    def _visit(self, url: str) -> Any:
        seen = visit(url, ORIGIN)
        for line in seen.lines:
            self.console.print(Text(f"  {line}"))
        verdict = "the page may read the answer" if seen.is_readable else "the browser keeps the answer from the page"
        self.console.print(Text(f"  => {verdict}", style="green" if seen.is_readable else "red"))
        return seen

    def _follow_deployment(self, api: Api, deployment_id: str) -> Any:
        ended = ("success", "failed", "cancelled")
        found = self._follow(api, deployment_id, f"/deployments/{deployment_id}", lambda d: d["status"] in ended)
        self._row("deployment", found["status"], f"{found['commit'][:12]} at {found['address'] or '(nowhere)'}")
        if found["status"] != "success" and not found["is_rolled_back"]:
            raise DemoError(f"{deployment_id} {found['status']}: {found['reason']}")
        return found

    def _deployment_of(self, api: Api, project_id: str, fix_id: str) -> Any:
        listed = api.call("GET", f"/projects/{project_id}/deployments")
        return next((found for found in listed["items"] if found["fix_id"] == fix_id), None)

    def _follow(self, api: Api, subject: str, path: str, is_over: Any) -> Any:
        """Show each event of ``subject`` as it happens until ``is_over`` says so of what ``path`` answers."""

        def look() -> Any:
            found = api.call("GET", path)
            events = api.call("GET", f"/subjects/{subject}/events?after={self.shown.get(subject, 0)}")
            for event in events["items"]:
                self.shown[subject] = event["version"]
                detail = event["data"].get("message") or event["data"].get("status") or ""
                self.console.print(Text(f"  {event['at'][11:19]}  {event['name']:<36} {detail}"))
            return found if is_over(found) else None

        return self._wait(look, f"{subject} to end")

    def _wait(self, look: Any, what: str) -> Any:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            if found := look():
                return found
            time.sleep(0.25)
        raise DemoError(f"waited {WAIT_SECONDS:g} s in vain for {what}")

    def _title(self, text: str) -> None:
        self.console.print(Text(f"\n{text}", style="bold underline"))

    def _row(self, what: str, state: str, detail: str) -> None:
        self.rows.append((what, state, detail))
        self.console.print(Text(f"  {what}: {state}, {detail}"))

    def _table(self) -> None:
        table = Table(title="\nWhat happened", title_justify="left")
        for heading in ("", "result", "detail"):
            table.add_column(heading, overflow="fold")
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        self.console.print(table, soft_wrap=False)

    def _say_kept(self, service: RunningService, tenant: dict[str, str]) -> None:
        self.console.print(
            Text(
                f"\nThe service goes on running as process {service.pid}; 'kill {service.pid}' stops it.\n"
                f"  admin     {service.address}/admin/\n  login     {EMAIL}\n  password  {tenant['password']}\n"
                f"  data      {self.folder}"
            )
        )


def choose_sample(sandbox: Sandbox) -> str:
    """React and Express where Node and npm are found, Flask with a static page otherwise."""
    return "react-express" if {"node", "npm"} <= sandbox.tools.keys() else "flask-static"


def _first(page: Any) -> Any:
    return next(iter(page["items"]), None)


def _is_published(fix: Any) -> bool:
    ended = fix["execution"] in ("failed", "cancelled")
    is_offered = fix["result"] in ("verified", "plausible")
    return ended or (fix["execution"] == "completed" and (fix["publication"] == "branch" or not is_offered))


def _show_log(console: Console, folder: Path) -> None:
    log = folder / "data" / "logs" / "autofix.log"
    if log.exists():
        console.print(Text("The end of the service's log:\n" + log.read_text(errors="replace")[-4000:]))


if __name__ == "__main__":
    sys.exit(main())
