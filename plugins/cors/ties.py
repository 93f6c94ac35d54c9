"""Whether a server on the internet is this repository's: a path that fits says nothing by itself."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from autofix.sdk import Application, Workspace, WorkspaceError
from plugins.cors import django_uses, express_uses, fastapi_uses, flask_uses
from plugins.cors.page import is_local_host
from plugins.cors.report import CorsReport

MIN_WORD = 4
MIN_PART = 3
# The longest ending that a platform adds to a name that is taken (``my-app-x7kq``).
MAX_ADDED = 5
_SERVER_FILES = {
    "express": express_uses.server_files,
    "flask": flask_uses.server_files,
    "django": django_uses.server_files,
    "fastapi": fastapi_uses.server_files,
    "fastify": express_uses.server_files,
    "koa": express_uses.server_files,
    "nest": express_uses.server_files,
    "next": express_uses.server_files,
}
# Their subdomains belong to whoever takes them.
_PLATFORMS = (
    "amplifyapp.com appspot.com awsapprunner.com azurewebsites.net cloudfront.net cyclic.app deno.dev "
    "elasticbeanstalk.com firebaseapp.com fly.dev glitch.me herokuapp.com koyeb.app loca.lt netlify.app "
    "ngrok-free.app ngrok.app ngrok.io ondigitalocean.app onrender.com pages.dev pythonanywhere.com railway.app "
    "repl.co replit.app run.app trycloudflare.com up.railway.app vercel.app web.app workers.dev"
).split()
# Companies whose API anybody calls and nobody deploys a repository to.
_THIRD_PARTIES = frozenset(
    "airtable.com algolia.net anthropic.com api-football.com auth0.com coingecko.com contentful.com discord.com "
    "dropboxapi.com exchangerate-api.com facebook.com firebaseio.com github.com githubusercontent.com gitlab.com "
    "google.com googleapis.com googletagmanager.com gstatic.com hubapi.com huggingface.co instagram.com jsdelivr.net "
    "linkedin.com mailchimp.com mapbox.com microsoft.com mixpanel.com newsapi.org notion.com openai.com "
    "openstreetmap.org openweathermap.org paypal.com pokeapi.co rapidapi.com reddit.com reqres.in sendgrid.com "
    "sentry.io slack.com spotify.com stripe.com supabase.co telegram.org themoviedb.org twilio.com twitter.com "
    "typicode.com unpkg.com wikipedia.org x.com".split()
)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
# Words that say what a server does and not whose it is.
_GENERIC = frozenset(
    "backend client demo django express fastapi flask frontend http https main node prod production python server "
    "service staging test website".split()
)
_SHORT = frozenset("api app dev git new www web the tmp".split())
# What people call a deployment that they give no name of its own.
_PAGES = frozenset("frontend front client website webapp".split())
_SERVERS = frozenset("backend back server api".split())
_LOCK_FILES = frozenset(
    "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml poetry.lock Pipfile.lock uv.lock bun.lock".split()
)
_BARE_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?=[:/]?\d{0,5}/?['\"`,;\s]|$)", re.I | re.M)


def is_tied(workspace: Workspace, application: Application, report: CorsReport) -> bool:
    """Whether something says that the report's host serves this repository."""
    host, origin_host = report.host, urlsplit(report.origin or "").hostname or ""
    if registrable(host) in _THIRD_PARTIES:
        return False
    if _is_named(workspace, host):
        return True
    platform = next((name for name in _PLATFORMS if host.endswith("." + name)), None)
    if platform is not None:
        own, let_in = _words(host.removesuffix(platform)), _let_in(workspace, application)
        known = {word for each in (origin_host, *let_in) for word in _words(_own_part(each))}
        # What is shorter than a word counts where the code names a page that is called so.
        named = {part for each in let_in for part in _parts(_own_part(each))}
        is_named = own & (known | _names(workspace, application)) or _parts(host.removesuffix(platform)) & named
        return bool(is_named) or _says_only(host, _SERVERS)
    return registrable(host) in {registrable(known) for known in (origin_host, *_let_in(workspace, application))}


def is_own_page(workspace: Workspace, application: Application, report: CorsReport) -> bool:
    """Whether something says that the page of the report's origin belongs to this repository.

    Whoever is blocked can file a report: a site that only looks alike must not be let in for it. A page on this
    machine, or on a platform where the same people put server and page, is taken for their own.
    """
    host = urlsplit(report.origin or "").hostname or ""
    if not host or "." not in host or is_local_host(host) or host.endswith((".local", ".test", ".localhost")):
        return True
    if _is_named(workspace, host):
        return True
    if any(host.endswith("." + name) for name in _PLATFORMS):
        # Anybody has a page there. One that is called like something of this repository is taken for its own.
        named = _names(workspace, application) | _titled(workspace) | _folders(workspace)
        named |= {word for each in (report.host, *_let_in(workspace, application)) for word in _words(_own_part(each))}
        return not named or _is_called(_words(_own_part(host)), named) or _says_only(host, _PAGES)
    own = registrable(host)
    if own in {registrable(known) for known in (report.host, *_let_in(workspace, application)) if known}:
        return True
    if _has_domain(report.host):
        # Who has a domain has the page there too; a name that only resembles it is anybody's.
        return False
    words = _words(own.rpartition(".")[0])
    return bool(words) and words <= _names(workspace, application) | _titled(workspace)


def _has_domain(host: str) -> bool:
    """Whether ``host`` is a name that somebody registered, and not a platform's or a bare address."""
    is_name = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    return is_name and not is_local_host(host) and not any(host.endswith("." + name) for name in _PLATFORMS)


def registrable(host: str) -> str:
    """The part of a host that somebody registered, by the usual shape of suffixes (``co.uk``)."""
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    is_long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_long else labels[-2:])


def _own_part(host: str) -> str:
    """The labels of a host that its owner chose: without the platform's, or the last one."""
    platform = next((name for name in _PLATFORMS if host.endswith("." + name)), None)
    return host.removesuffix(platform) if platform is not None else host.rpartition(".")[0]


def _says_only(host: str, words: frozenset[str]) -> bool:
    """Whether a platform's host is called ``frontend`` or the like, but for words that say nothing and its ending."""
    parts = re.split(r"[-.]", _own_part(host).strip("."))
    added = parts[-1:] if len(parts) > 1 and len(parts[-1]) <= MAX_ADDED and parts[-1] not in words else []
    rest = parts[: len(parts) - len(added)]
    return any(part in words for part in rest) and all(
        part in words or part in _GENERIC or part in _SHORT or len(part) < MIN_PART for part in rest
    )


def _is_named(workspace: Workspace, host: str) -> bool:
    named = re.compile(rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)", re.I)
    for path in workspace.search(host):
        if PurePosixPath(path).name in _LOCK_FILES:
            continue
        try:
            if named.search(workspace.read(path)):
                return True
        except WorkspaceError:
            continue
    return False


def _let_in(workspace: Workspace, application: Application) -> set[str]:
    """The hosts of the origins that the server's files on CORS name."""
    found: set[str] = set()
    for path in _SERVER_FILES[application.framework](workspace, application):
        try:
            matches = _BARE_ORIGIN.findall(workspace.read(path))
        except WorkspaceError:
            continue
        found |= {urlsplit(match).hostname or "" for match in matches}
    return found - {"", "localhost"}


def _names(workspace: Workspace, application: Application) -> set[str]:
    """The words that the repository's packages and the application's folder are called by."""
    found = _words(application.root)
    for path in workspace.files():
        if PurePosixPath(path).name not in ("package.json", "pyproject.toml"):
            continue
        try:
            match = re.search(
                r"(?m)^\s{0,40}\{?\s{0,40}\"?name\"?\s{0,5}[:=]\s{0,5}\"([^\"\n]{1,200})\"", workspace.read(path)
            )
        except WorkspaceError:
            continue
        found |= _words(match[1]) if match else set()
    return found


def _titled(workspace: Workspace) -> set[str]:
    """The words of the README's title: what it tells besides is about anything."""
    found: set[str] = set()
    for path in workspace.files():
        if path.lower() in ("readme.md", "readme.rst", "readme.txt", "readme"):
            try:
                lines = [line for line in workspace.read(path).split("\n") if line.strip(" #=-")]
            except WorkspaceError:
                continue
            found |= _words(next((line for line in lines if line.startswith("#")), "".join(lines[:1])))
    return found


def _folders(workspace: Workspace) -> set[str]:
    return {word for path in workspace.files() if "/" in path for word in _words(path.split("/")[0])}


def _is_called(own: set[str], named: set[str]) -> bool:
    """Whether a word of ``own`` is one of ``named``, or is put together from one."""
    return any(word in named or any(known in word or word in known for known in named) for word in own)


def _parts(own: str) -> set[str]:
    """The parts of a name, between hyphens and dots, that are not too common to tell anything."""
    parts = {part for part in re.split(r"[^a-z0-9]+", own.lower()) if len(part) >= MIN_PART and not part.isdigit()}
    return parts - _GENERIC - _SHORT


def _words(text: str) -> set[str]:
    return set(re.findall(rf"[a-z]{{{MIN_WORD},}}", text.lower())) - _GENERIC
