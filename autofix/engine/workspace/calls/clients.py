"""Which expressions of JavaScript send a request: the clients that packages bring, and those written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from autofix.engine.workspace.calls.instances import Instances
from autofix.engine.workspace.calls.options import called_of, has_body, option
from autofix.engine.workspace.calls.pieces import Parameter, Value, join_base, literal, starts_with, text_of
from autofix.engine.workspace.calls.scopes import returned
from autofix.engine.workspace.calls.script import FUNCTIONS, Script
from autofix.engine.workspace.calls.things import Thing
from autofix.engine.workspace.calls.values import Values
from autofix.engine.workspace.syntax_javascript import arguments, find_all, is_expression, unwrap
from autofix.sdk.workspace import Node

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "del"})
_JSON_VERBS = {"getJSON": "get", "$get": "get", "$post": "post", "$put": "put", "$patch": "patch", "$delete": "delete"}
_FETCHERS = frozenset(
    {"fetch", "window.fetch", "globalThis.fetch", "self.fetch", "$fetch", "ofetch", "useFetch", "useLazyFetch", "ky"}
)
_HOLDERS = re.compile(r"(?:^|\.)(?:\$http|\$axios|\$api|_?http|_?httpClient|axios\w*|apiClient|api|_?client|request)$")
_JQUERY = frozenset({"$", "jQuery", "window.$", "window.jQuery"})
_SUPERTEST = re.compile(r"^(?:request|supertest|agent|chai\.request|api)\(\s*[\w.()]+\s*\)$")
_PASSED_ON = re.compile(r"(?:^|_)(?:path|url|uri|endpoint|route|resource|input|key|link|pathname|address)s?$", re.I)
_QUERY = re.compile(r"(?:query|search|params|qs|suffix|filter)\w*$", re.I)
# A request that an interceptor sends again: it is the one that was made elsewhere.
_REPEATED = re.compile(r"^(?:\w+\.)*(?:\w*[rR]equest|\w*[cC]onfig|\w*[oO]ptions|req)$")
MAX_DEPTH = 5


@dataclass(frozen=True)
class Sent:
    """A request as one expression makes it; ``method`` is empty where it is not said."""

    client: str
    method: Value
    url: Value
    has_body: bool = False


class Clients:
    """Finds the request that a call makes, through wrappers of the repository."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self._instances = Instances(values)
        self._templates: dict[tuple[str, int], Sent | None] = {}
        self._depth = 0

    def sent(self, script: Script, call: Node) -> Sent | None:
        """The request that ``call`` makes; None where it makes none."""
        called, given = called_of(call), arguments(call)
        if called is None or not given:
            return None
        name = re.sub(r"\s+", "", called.text()[:200])
        if called.kind() == "identifier" and name in ("useSWR", "useSWRImmutable", "useQuery"):
            return self._keyed(script, given) if name != "useQuery" else None
        if called.kind() == "identifier" or name in _FETCHERS:
            return self._bare(script, called, name, given)
        if called.kind() != "member_expression":
            return None
        owner, verb = called.field("object"), called.field("property")
        return self._on(script, call, called, owner, verb, given) if owner is not None and verb is not None else None

    def _bare(self, script: Script, called: Node, name: str, given: list[Node]) -> Sent | None:
        wrapped = self._wrapped(script, called, given)
        if wrapped is not None:
            return wrapped
        is_own = called.kind() == "identifier" and (
            name in script.declared or self.values.parameter(script, called, name) is not None
        )
        if name in _FETCHERS and not (is_own and name not in ("fetch", "$fetch")):
            return self._fetched(script, name, given)
        base = self._instances.base(script, called)
        if base is None:
            return None
        return self._configured(script, base, given)

    def _fetched(self, script: Script, name: str, given: list[Node]) -> Sent:
        options = given[1] if len(given) > 1 else None
        address = given[0]
        if address.kind() == "arrow_function":
            address = returned(address) or address
        url = self.values.value(script, address)
        base = option(self.values, script, options, "baseURL", "prefixUrl")
        if base is not None and text_of(base):
            url = join_base(base, url)
        method = option(self.values, script, options, "method")
        return Sent(name.rpartition(".")[2], method if method is not None else literal("GET"), url, has_body(options))

    def _configured(self, script: Script, base: Value, given: list[Node]) -> Sent | None:
        """``axios(config)``, ``axios.request(config)`` and ``axios(url, config)``."""
        first = given[0]
        options = first if unwrap(first).kind() == "object" else given[1] if len(given) > 1 else None
        url = option(self.values, script, first, "url") if unwrap(first).kind() in ("object", "identifier") else None
        if url is None:
            if unwrap(first).kind() == "object":
                return None
            if _REPEATED.search(first.text()):
                return None
            url = self.values.value(script, first)
        own = option(self.values, script, options, "baseURL")
        method = option(self.values, script, options, "method")
        return Sent(
            "axios",
            method if method is not None else literal("GET"),
            join_base(own if own is not None and text_of(own) else base, url),
            has_body(options),
        )

    def _on(self, script: Script, call: Node, called: Node, owner: Node, verb: Node, given: list[Node]) -> Sent | None:
        name = re.sub(r"\s+", "", owner.text()[:200])
        word = _JSON_VERBS.get(verb.text(), verb.text())
        if name in _JQUERY:
            return self._jquery(script, verb, word, given)
        if word == "open" and len(given) > 1 and re.search(r"xhr|request|http", name, re.I):
            return Sent("XMLHttpRequest", self.values.value(script, given[0]), self.values.value(script, given[1]))
        if word == "sendBeacon":
            return Sent("sendBeacon", literal("POST"), self.values.value(script, given[0]), True)
        wrapped = self._wrapped(script, called, given)
        if wrapped is not None:
            return wrapped
        if word == "request":
            base = self._instances.base(script, owner)
            return self._configured(script, base, given) if base is not None else None
        if word not in VERBS:
            return None
        place = verb.range()
        method = literal("delete" if word == "del" else word, script.path, place.start.index, place.end.index)
        is_sent = len(given) > 1 and word in ("post", "put", "patch")
        if _SUPERTEST.match(name) and owner.kind() == "call_expression":
            return Sent("supertest", method, self.values.value(script, given[0]))
        base = self._data_source(script, owner) if name == "this" else self._instances.base(script, owner)
        is_assumed = base is None and _HOLDERS.search(name) is not None and self._is_front_end(script)
        if is_assumed:
            base = self._instances.assumed(script, name)
        if base is None:
            return None
        url = self.values.value(script, given[0])
        if not url or (is_assumed and base and base[0].is_hole and not starts_with(url, "/", "http")):
            return None
        own = option(self.values, script, given[-1], "baseURL", "prefixUrl") if len(given) > 1 else None
        return Sent("axios", method, join_base(own if own is not None and text_of(own) else base, url), is_sent)

    def _data_source(self, script: Script, this: Node) -> Value | None:
        """The base of Apollo's REST data source, whose methods its subclass calls on itself."""
        owner = next((above for above in this.ancestors() if above.kind() == "class_declaration"), None)
        if owner is None or not re.match(r"[^{]*\bextends\s+RESTDataSource\b", owner.text()[:400]):
            return None
        held = self.values.own_member(script, this, "baseURL")
        return self.values.value(held.script, held.node) if held is not None else ()

    def _jquery(self, script: Script, verb: Node, word: str, given: list[Node]) -> Sent | None:
        if word == "ajax":
            first = unwrap(given[0])
            options = first if first.kind() == "object" else given[1] if len(given) > 1 else None
            url = option(self.values, script, options, "url")
            url = url if url is not None else self.values.value(script, first)
            method = option(self.values, script, options, "type", "method")
            return Sent("jquery", method if method is not None else literal("GET"), url, has_body(options))
        if word not in ("get", "post"):
            return None
        place = verb.range()
        method = (
            literal(word, script.path, place.start.index, place.end.index) if verb.text() == word else literal(word)
        )
        return Sent("jquery", method, self.values.value(script, given[0]), word == "post" and len(given) > 1)

    def _keyed(self, script: Script, given: list[Node]) -> Sent | None:
        """SWR: the key is what its fetcher gets."""
        key = _key(given[0])
        if key is None:
            return None
        fetcher = unwrap(given[1]) if len(given) > 1 else None
        thing = self.values.thing(script, fetcher) if fetcher is not None else None
        if thing is not None and thing.node.kind() in FUNCTIONS:
            template = self._template(thing)
            if template is not None:
                return self._filled(template, thing, script, [key])
        url = self.values.value(script, key)
        return Sent("swr", literal("GET"), url) if starts_with(url, "/", "http") else None

    def _wrapped(self, script: Script, called: Node, given: list[Node]) -> Sent | None:
        """The request of a function written in this repository that passes an address on."""
        if self._depth > MAX_DEPTH:
            return None
        thing = self.values.thing(script, called)
        if thing is None or thing.node.kind() not in FUNCTIONS:
            return None
        template = self._template(thing)
        if template is None:
            return None
        sent = self._filled(template, thing, script, given)
        owner = called.field("object")
        maker = self.values.thing(script, owner) if owner is not None and owner.kind() != "this" else None
        return self._from_maker(sent, maker) if maker is not None else sent

    def _filled(self, template: Sent, thing: Thing, script: Script, given: list[Node]) -> Sent:
        url = self.values.fill(template.url, thing, script, given)
        method = self.values.fill(template.method, thing, script, given)
        if any(piece.is_hole for piece in method) and not any(piece.parameter for piece in method):
            # The caller does not name one: the client's default holds.
            method = literal("GET")
        sends = template.has_body or any(has_body(node) for node in given[1:])
        return replace(template, url=url, method=method, has_body=sends)

    def _from_maker(self, sent: Sent, maker: Thing) -> Sent:
        """What the constructor or factory of the client was given, filled in."""
        node = unwrap(maker.node)
        made = node.field("constructor") or node.field("function")
        found = self.values.thing(maker.script, made) if made is not None else None
        if found is None:
            return sent
        function = found.node
        if "class" in function.kind():
            constructor = next(
                (n for n in find_all(function, "method_definition") if n.text().startswith("constructor")), None
            )
            if constructor is None:
                return sent
            function = constructor
        url = self.values.fill(sent.url, Thing(found.script, function), maker.script, arguments(node))
        return replace(sent, url=url)

    def _template(self, thing: Thing) -> Sent | None:
        """The request inside a function whose address its callers give."""
        key = (thing.script.path, thing.node.range().start.index)
        if key in self._templates:
            return self._templates[key]
        self._templates[key] = None
        body = thing.node.field("body")
        if body is None or self._depth > MAX_DEPTH:
            return None
        self._depth += 1
        try:
            calls = (
                find_all(body, "call_expression")
                if body.kind() != "call_expression"
                else [body, *find_all(body, "call_expression")]
            )
            for call in calls[:60]:
                sent = self.sent(thing.script, call)
                if sent is not None and any(
                    is_passed_on(sent.url, i, Parameter(key[0], key[1], 0)) for i in range(len(sent.url))
                ):
                    self._templates[key] = sent
                    break
        finally:
            self._depth -= 1
        return self._templates[key]

    def _is_front_end(self, script: Script) -> bool:
        return not re.search(r"(?:from\s*|require\(\s*)['\"](?:express|koa|fastify|supertest)['\"]", script.text)


def is_passed_on(url: Value, index: int, of: Parameter | None = None) -> bool:
    """Whether the piece ``index`` of ``url`` is a part of the path that a caller gives, not a value in it."""
    piece = url[index]
    if piece.parameter is None:
        return False
    if of is not None and (piece.parameter.file, piece.parameter.function) != (of.file, of.function):
        return False
    name = piece.piece.name
    before = url[index - 1] if index else None
    if _PASSED_ON.search(name):
        return True
    if _QUERY.search(name):
        return False
    is_after_slash = before is not None and not before.is_hole and before.piece.text.endswith(("/", "=", "?", "&", "-"))
    return (
        not is_after_slash
        and (before is None or not before.is_hole or index == len(url) - 1)
        and not _has_query(url, index)
    )


def _has_query(url: Value, index: int) -> bool:
    return any("?" in piece.piece.text for piece in url[:index])


def _key(node: Node) -> Node | None:
    """The part of a SWR key that is the address."""
    node = unwrap(node)
    if node.kind() == "array":
        return next((unwrap(c) for c in node.children() if is_expression(c)), None)
    if node.kind() == "arrow_function":
        inner = returned(node)
        return _key(inner) if inner is not None else None
    if node.kind() == "ternary_expression":
        yes, no = node.field("consequence"), node.field("alternative")
        return yes if no is not None and no.kind() in ("null", "undefined") else no
    if node.kind() == "binary_expression" and "&&" in node.text():
        return node.field("right")
    return node
