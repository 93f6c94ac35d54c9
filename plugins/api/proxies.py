"""What stands between a page and its back end: the proxies of development servers, rewrites and nginx."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass

from autofix.sdk import Workspace, WorkspaceError

_CONFIGS = re.compile(
    r"(?:^|/)(?:vite\.config\.\w+|vue\.config\.\w+|webpack(?:\.\w+)*\.\w+|webpack\.config\.\w+|next\.config\.\w+"
    r"|nuxt\.config\.\w+|setupProxy\.\w+|proxy\.conf\.\w+|nginx\.conf|default\.conf|nginx[\w.-]*\.conf|package\.json)$"
)
_ENTRY = re.compile(
    r"['\"](?P<prefix>\^?/[^'\"\n]*)['\"]\s*:\s*(?:\{(?P<options>(?:[^{}]|\{[^{}]*\})*)\}|['\"](?P<plain>https?://[^'\"]+)['\"])"
)
_TARGET = re.compile(r"\btarget['\"]?\s*:\s*[^,\n'\"`]*['\"`](?P<target>https?://[^'\"`$]+)['\"`]")
_TARGET_NAME = re.compile(r"\btarget['\"]?\s*:\s*(?P<name>[A-Za-z_]\w*)\s*[,}\n]|\b(?P<short>target)\s*,")
_REWRITE = re.compile(r"replace\(\s*/\^?(?P<from>[^\n]+?)/\w*\s*,\s*['\"](?P<to>[^'\"]*)['\"]\s*\)")
_PATH_REWRITE = re.compile(
    r"pathRewrite['\"]?\s*:\s*\{\s*['\"]\^?(?P<from>[^'\"]+)['\"]\s*:\s*['\"](?P<to>[^'\"]*)['\"]"
)
_USED = re.compile(
    r"app\.use\(\s*(?P<all>\[[^\]]*\]|['\"][^'\"]+['\"])\s*,\s*(?:createProxyMiddleware|proxy|legacyCreateProxyMiddleware)"
    r"\(\s*\{(?P<options>(?:[^{}]|\{[^{}]*\})*)\}"
)
_NEXT = re.compile(
    r"source\s*:\s*(?P<q>['\"`])(?P<source>/(?:(?!(?P=q)).)*)(?P=q)\s*,\s*destination\s*:\s*"
    r"(?:[^'\"`\n]*?\+\s*)?(?P<t>['\"`])(?P<to>(?:(?!(?P=t)).)*)(?P=t)"
)
_NGINX = re.compile(r"location\s+(?:\^~\s+|=\s+)?(?P<prefix>/\S*)\s*\{[^{}]*?proxy_pass\s+(?P<target>https?://[^\s;]+)")
_WHOLE = re.compile(r"\bproxy['\"]?\s*:\s*['\"](?P<target>https?://[^'\"]+)['\"]")


@dataclass(frozen=True)
class Proxy:
    """Requests for paths that begin with ``prefix`` go to ``target``, with ``cut`` at the front made ``put``.

    ``start`` and ``end`` span the target in ``file``, ``rewrite_start`` and ``rewrite_end`` the
    option that rewrites, both 0 for none. ``is_development`` is false for what runs where it is deployed.
    """

    file: str
    prefix: str
    target: str
    start: int
    end: int
    cut: str = ""
    put: str = ""
    rewrite_start: int = 0
    rewrite_end: int = 0
    is_development: bool = True

    def covers(self, path: str) -> bool:
        """Whether a request for ``path`` goes through it."""
        return path.startswith(self.prefix.rstrip("*"))

    @property
    def head(self) -> str:
        """The path of the target, which development servers put before the path of a request."""
        # What is mounted by hand loses its mount's path or keeps it, by the version of the middleware.
        by_hand = posixpath.basename(self.file).startswith("setupProxy")
        return "" if by_hand else re.sub(r"^https?://[^/]*", "", self.target).rstrip("/")

    def passed_on(self, path: str) -> str:
        """The path that the back end sees."""
        if self.cut and path.startswith(self.cut):
            path = re.sub(r"/{2,}", "/", f"/{self.put}{path[len(self.cut) :]}")
        return self.head + path


def find_proxies(workspace: Workspace) -> tuple[Proxy, ...]:
    """Every proxy that the repository configures."""
    found: list[Proxy] = []
    for path in workspace.files():
        if not _CONFIGS.search(path):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        if "roxy" in text or "rewrites" in text:
            found += _in_file(path, text)
    return tuple(found)


@dataclass(frozen=True)
class Malformed:
    """An address in a proxy's configuration that names no host as it is written; ``right`` is how it would."""

    file: str
    start: int
    end: int
    text: str
    right: str


_NO_HOST = re.compile(
    r"(?:target['\"]?|['\"]/[^'\"\n]*['\"]|\bproxy['\"]?)\s*:\s*['\"](?P<whole>(?P<scheme>https?:/?(?!/))?"
    r"(?P<host>(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d+)/?)['\"]"
)


def find_malformed(workspace: Workspace) -> tuple[Malformed, ...]:
    """The targets that lack their scheme or its slashes, in whatever configures a development server."""
    found = []
    for path in workspace.files():
        if not _CONFIGS.search(path) or path.endswith(".conf"):
            continue
        try:
            text = workspace.read(path)
        except WorkspaceError:
            continue
        for match in _NO_HOST.finditer(text) if "roxy" in text else ():
            scheme = "https" if (match["scheme"] or "").startswith("https") else "http"
            found.append(Malformed(path, *match.span("whole"), match["whole"], f"{scheme}://{match['host']}"))
    return tuple(found)


def _in_file(path: str, text: str) -> list[Proxy]:
    name = posixpath.basename(path)
    if name == "package.json":
        return _of_manifest(path, text)
    if name.endswith(".conf"):
        return [_of_nginx(path, match) for match in _NGINX.finditer(text)]
    if name.startswith("next.config"):
        return [proxy for match in _NEXT.finditer(text) if (proxy := _of_next(path, match)) is not None]
    if name.startswith("setupProxy"):
        return [each for match in _USED.finditer(text) for each in _of_use(path, match, text)]
    begin = text.find("proxy")
    made = []
    for match in _ENTRY.finditer(text, max(begin, 0)):
        if match["plain"]:
            made.append(Proxy(path, match["prefix"].lstrip("^"), match["plain"], *match.span("plain")))
        else:
            each = _of_options(path, match["prefix"].lstrip("^"), match["options"], match.start("options"), text)
            made += [each] if each is not None else []
    whole = _WHOLE.search(text)
    if whole:
        made.append(Proxy(path, "/", whole["target"], *whole.span("target")))
    return made


def _of_options(path: str, prefix: str, options: str, offset: int, text: str) -> Proxy | None:
    target = _TARGET.search(options)
    start, end = offset, offset
    if target is not None:
        start, end = offset + target.start("target"), offset + target.end("target")
    elif (named := _TARGET_NAME.search(options)) is not None:
        name = named["name"] or named["short"]
        target = re.search(rf"\b{name}\s*=[^\n;]*?['\"`](?P<target>https?://[^'\"`$]+)['\"`]", text)
        start, end = target.span("target") if target is not None else (start, end)
    if target is None:
        return None
    rewritten = _REWRITE.search(options) or _PATH_REWRITE.search(options)
    if rewritten is None:
        return Proxy(path, prefix, target["target"], start, end)
    cut = rewritten["from"].replace("\\", "").lstrip("^").rstrip("$")
    span = re.search(r"\b(?:rewrite|pathRewrite)\b['\"]?\s*:", options)
    begin = offset + (span.start() if span else rewritten.start())
    return Proxy(path, prefix, target["target"], start, end, cut, rewritten["to"], begin, offset + rewritten.end())


def _of_use(path: str, match: re.Match[str], text: str) -> list[Proxy]:
    prefixes = re.findall(r"['\"]([^'\"]+)['\"]", match["all"])
    made = (_of_options(path, prefix, match["options"], match.start("options"), text) for prefix in prefixes)
    return [proxy for proxy in made if proxy is not None]


def _of_next(path: str, match: re.Match[str]) -> Proxy | None:
    """A rewrite of Next to another origin; None for a redirect or a rewrite to a page of its own."""
    source = re.sub(r":\w+\*?$", "", re.sub(r"\(.*\)$", "", match["source"]))
    to = re.sub(r":\w+\*?$", "", match["to"])
    computed = re.match(r"\$\{(?P<inner>[^}]*)\}", to)
    named = re.search(r"https?://[^/'\"`}]+", computed["inner"] if computed else to)
    # `BASE + '/api/'` begins with an origin that stands elsewhere; a path alone is a page's.
    is_added = "+" in match[0][: match.start("t") - match.start()].rpartition("destination")[2]
    if computed is None and (named is None or named.start()) and not is_added:
        return None
    base = named[0] if named else ""
    rest = to[computed.end() :] if computed else to[len(base) :]
    start = match.start("to") + (named.start() + (computed.start("inner") if computed else 0) if named else 0)
    return Proxy(path, source, base, start, start + len(base), source, rest or "/", is_development=False)


def _of_nginx(path: str, match: re.Match[str]) -> Proxy:
    target, prefix = match["target"], match["prefix"]
    found = re.match(r"https?://[^/]+", target)
    base = found[0] if found else target
    rest = target[len(base) :]
    return Proxy(
        path,
        prefix,
        base,
        match.start("target"),
        match.start("target") + len(base),
        prefix if rest else "",
        rest,
        is_development=False,
    )


def _of_manifest(path: str, text: str) -> list[Proxy]:
    try:
        held = json.loads(text)
    except ValueError:
        return []
    target = held.get("proxy") if isinstance(held, dict) else None
    if not isinstance(target, str) or not target.startswith("http"):
        return []
    match = re.search(r"\"proxy\"\s*:\s*\"([^\"]+)\"", text)
    return [Proxy(path, "/", target, *match.span(1))] if match else []
