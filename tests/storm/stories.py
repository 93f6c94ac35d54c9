"""What happens in one project: a release, an error, its fix, and what people do with it."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autofix.demo.breakage import break_application
from autofix.demo.browser import answers, visit
from autofix.demo.repository import DemoRepository
from tests.storm.client import Client, Sender
from tests.storm.service import StormError

SAMPLES = Path(__file__).parents[2] / "autofix" / "demo" / "samples"
ORIGIN, PAGE = "http://localhost:5173", "/api/items"
PLAIN, MOVED, REVERTED, BROKEN, REJECTED, POISONED = "plain", "moved", "reverted", "broken", "rejected", "poisoned"
KINDS = (REVERTED, BROKEN, MOVED, REJECTED, PLAIN)
ENDED = ("success", "failed", "cancelled")
CONFIGURATION = """\
project:
  name: {name}
  type: react-node
deployment:
  backend:
    platform: local
  health_path: /health
  settle_time: {settle}
  keep_releases: 1
  pause: 0
policy:
  stop_at: {stop_at}
  approval: always
"""


@dataclass
class Story:
    """One project, and what has to be true of it at the end. One that is not deployed ends with the merge."""

    name: str
    kind: str
    sample: str = "flask-static"
    is_deployed: bool = True
    project_id: str = ""
    bare: str = ""
    fix_id: str = ""
    execution: str = "completed"
    publication: str = ""
    deployments: dict[str, str] = field(default_factory=dict)
    is_well: bool = False
    accepted: list[str] = field(default_factory=list)
    chapter: str = "not begun"
    error: str = ""


class Teller:
    """Lets one story happen."""

    def __init__(self, story: Story, folder: Path, client: Client, poison: Callable[[str], None]) -> None:
        """``poison`` has the fix of a project set aside."""
        self.story = story
        self._folder = folder / "git" / story.name
        self._client = client
        self._poison = poison
        self._repository = DemoRepository(self._folder)

    def tell(self) -> None:
        """From an empty repository to the end."""
        try:
            self._tell()
            self.story.chapter = "told"
        except Exception as error:  # noqa: BLE001 - a story that breaks is reported, and the others go on
            self.story.error = f"{self.story.chapter}: {type(error).__name__}: {error}"

    def _tell(self) -> None:
        story = self.story
        story.chapter = "repository"
        self._make_repository()
        story.chapter = "project"
        project = self._make_project()
        story.project_id = project["project_id"]
        if story.is_deployed:
            story.chapter = "first release"
            self._expect_deployment(self._deploy(), "success")
        story.chapter = "signal"
        if story.kind == POISONED:
            self._poison(story.project_id)
        self._send(project["dsn"])
        story.chapter = "fix"
        issue = self._client.until(self._issue, "the issue")
        fix = self._client.until(lambda: self._first(f"/fixes?issue_id={issue['issue_id']}"), "the fix")
        story.fix_id = fix["fix_id"]
        if story.kind == POISONED:
            self._replay_what_died(issue["issue_id"])
        self._fix_until(_is_offered)
        story.chapter = story.kind
        if story.kind == REJECTED:
            self._reject()
            return
        if story.kind == MOVED:
            self._move_base()
        self._approve()
        story.publication = "merged"
        if story.is_deployed:
            self._tell_releases()
        elif story.kind == REVERTED:
            self._revert()

    def _tell_releases(self) -> None:
        story = self.story
        story.chapter = "release of the fix"
        merged = self._client.until(self._deployment_of_fix, "the deployment of the merged fix")
        good = self._expect_deployment(merged["deployment_id"], "success")
        story.is_well = True
        if story.kind == REVERTED:
            story.chapter = "revert"
            self._revert()
        if story.kind == BROKEN:
            story.chapter = "bad release"
            self._break()
        story.chapter = "visit"
        address = good["address"]
        self._client.until(lambda: answers(address + "/health"), f"{address} to answer")
        if visit(address + PAGE, ORIGIN).is_readable != story.is_well:
            raise StormError(f"{address} is readable: {not story.is_well}")

    def _make_repository(self) -> None:
        story = self.story
        self._folder.mkdir(parents=True)
        self._repository.create(SAMPLES / story.sample, "react-node")
        checkout = self._repository.checkout
        settle, stop_at = 3 if story.kind == BROKEN else 0, "deploy" if story.is_deployed else "merge"
        (checkout / ".autofix.yml").write_text(CONFIGURATION.format(name=story.name, settle=settle, stop_at=stop_at))
        if story.kind == REVERTED and story.sample == "flask-static":
            # Dependencies of its own, also beside those of an earlier storm, so that they are installed anew.
            with (checkout / "requirements.txt").open("a") as file:
                file.write(f"# {self._folder}\n")
        self._repository.commit("How it is deployed")
        story.bare = str(self._repository.bare)

    def _make_project(self) -> Any:
        body = {"name": self.story.name, "type": "react-node", "repository": self.story.bare}

        def made() -> Any:
            # The DSN is told with the project, so one that was made without our hearing it is asked for.
            listed = self._client.get("/projects?limit=100")["items"]
            found = next((one for one in listed if one["name"] == self.story.name), None)
            return self._client.get(f"/projects/{found['project_id']}") if found else None

        return self._client.post("/projects", body, made)

    def _deploy(self, known: int = 0) -> str:
        """Ask for a deployment, unless one more than ``known`` is there."""
        path = f"/projects/{self.story.project_id}"

        def asked() -> Any:
            listed = self._client.get(f"{path}/deployments?limit=50")["items"]
            return listed[0] if len(listed) > known else None

        found = self._client.post(f"{path}/deploy", {}, asked)
        return str(found["deployment_id"])

    def _send(self, dsn: str) -> None:
        sender = Sender(dsn)
        blocked = (
            f"Access to fetch at 'http://localhost:4000{PAGE}' from origin '{ORIGIN}' has been blocked by CORS policy: "
            "No 'Access-Control-Allow-Origin' header is present on the requested resource."
        )
        for number in range(8):
            # Poison takes the project's next fix, so there must be no other.
            is_other = number % 2 and self.story.kind != POISONED
            message = "TypeError: items.map is not a function" if is_other else blocked
            # Sent again with its id when the answer was lost: the same signal then.
            send = functools.partial(sender.send, message, event_id=uuid.uuid4().hex)
            self._client.until(send, "the signal to be accepted")
        self.story.accepted = sender.accepted

    def _issue(self) -> Any:
        listed = self._client.get(f"/projects/{self.story.project_id}/issues?limit=50")["items"]
        return next((issue for issue in listed if "CORS" in issue["title"]), None)

    def _first(self, path: str) -> Any:
        return next(iter(self._client.get(f"/projects/{self.story.project_id}{path}")["items"]), None)

    def _fix(self) -> Any:
        return self._client.get(f"/fixes/{self.story.fix_id}")

    def _fix_until(self, is_reached: Callable[[Any], bool]) -> Any:
        def look() -> Any:
            fix = self._fix()
            if fix["execution"] in ("failed", "cancelled"):
                raise StormError(f"{fix['fix_id']} {fix['execution']}: {fix['reason']}")
            if fix["execution"] == "completed" and fix["result"] not in ("verified",):
                raise StormError(f"{fix['fix_id']} is {fix['result']}: {fix['reason']}")
            return fix if is_reached(fix) else None

        return self._client.until(look, f"{self.story.fix_id} in {self.story.chapter}")

    def _approve(self) -> None:
        fix_id = self.story.fix_id
        self._client.post(f"/fixes/{fix_id}/approve", {}, lambda: self._fix()["approval"] == "approved")
        self._fix_until(lambda fix: fix["publication"] == "merged")

    def _reject(self) -> None:
        fix_id = self.story.fix_id
        self._client.post(f"/fixes/{fix_id}/reject", {}, lambda: self._fix()["approval"] == "rejected")
        self._client.until(lambda: self._fix()["publication"] == "closed", f"{fix_id} to be closed")
        self.story.publication = "closed"

    def _revert(self) -> None:
        fix_id, known = self.story.fix_id, len(self.story.deployments)
        self._client.post(f"/fixes/{fix_id}/revert", {}, lambda: self._fix()["reason"] == "a revert was asked for")
        self._client.until(lambda: self._fix()["publication"] == "reverted", f"{fix_id} to be reverted")
        self.story.publication = "reverted"
        if not self.story.is_deployed:
            return
        path = f"/projects/{self.story.project_id}/deployments?limit=50"

        def another() -> Any:
            listed = self._client.get(path)["items"]
            return listed[0] if len(listed) > known else None

        deployment = self._client.until(another, "the deployment of the revert")
        self._expect_deployment(deployment["deployment_id"], "success")
        self.story.is_well = False

    def _move_base(self) -> None:
        self._repository.pull()
        with (self._repository.checkout / "README.md").open("a") as file:
            file.write("\nSomebody else was here.\n")
        self._repository.commit("Words")

    def _break(self) -> None:
        self._repository.pull()
        break_application(self._repository.checkout, self.story.sample)
        self._repository.commit("A feature with a leak")
        deployment_id = self._deploy(known=len(self.story.deployments))
        found = self._expect_deployment(deployment_id, "failed")
        if not found["is_rolled_back"]:
            raise StormError(f"{deployment_id} was not rolled back: {found['reason']}")

    def _deployment_of_fix(self) -> Any:
        listed = self._client.get(f"/projects/{self.story.project_id}/deployments?limit=50")["items"]
        return next((one for one in listed if one["fix_id"] == self.story.fix_id), None)

    def _expect_deployment(self, deployment_id: str, status: str) -> Any:
        def look() -> Any:
            found = self._client.get(f"/deployments/{deployment_id}")
            return found if found["status"] in ENDED else None

        found = self._client.until(look, f"{deployment_id} to end")
        if found["status"] != status:
            raise StormError(f"{deployment_id} is {found['status']}, not {status}: {found['reason']}")
        self.story.deployments[deployment_id] = status
        return found

    def _replay_what_died(self, issue_id: str) -> None:
        """The job that ended three workers is set aside; a person looks at it and lets it run again."""
        fix = self._client.until(lambda: self._if_failed(), "the poisoned fix to fail")
        if "ended" not in fix["reason"]:
            raise StormError(f"{fix['fix_id']} failed without saying why: {fix['reason']!r}")

        def dead() -> Any:
            listed = self._client.get("/jobs?state=dead&limit=100")["items"]
            return next((job for job in listed if job["subject"] == self.story.fix_id), None)

        job = self._client.until(dead, "the dead job")
        self._client.post(f"/jobs/{job['job_id']}/replay", {}, lambda: dead() is None)

    def _if_failed(self) -> Any:
        fix = self._fix()
        return fix if fix["execution"] == "failed" else None


def _is_offered(fix: Any) -> bool:
    return bool(fix["execution"] == "completed" and fix["approval"] == "awaiting" and fix["publication"] == "branch")
