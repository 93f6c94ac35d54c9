"""Clients that packages make: axios, ky, ofetch and superagent, with the base that was set for them."""

from __future__ import annotations

import re

from autofix.engine.workspace.calls.options import option
from autofix.engine.workspace.calls.pieces import Value, hole, join_base, text_of
from autofix.engine.workspace.calls.scopes import returned
from autofix.engine.workspace.calls.script import FUNCTIONS, SUFFIXES, Script
from autofix.engine.workspace.calls.things import Thing
from autofix.engine.workspace.calls.values import Values
from autofix.engine.workspace.syntax_javascript import arguments, find_all, unwrap
from autofix.sdk.workspace import Node

PACKAGES = frozenset(
    {"axios", "ky", "ky-universal", "ofetch", "superagent", "got", "axios/dist/axios", "redaxios", "needle", "request"}
)
ANGULAR = re.compile(r"\bHttpClient\b|\bvue-resource\b")
_MADE = re.compile(
    r"^(?:\w+\.)?(?:axios|Axios|ky|ofetch|\$fetch|redaxios|got)(?:\.default)?\.(?:create|extend|instance)$"
)
_GLOBALS = frozenset({"axios", "window.axios", "ky", "superagent"})
MAX_DEPTH = 6


class Instances:
    """Knows the base of every client that is no function of this repository."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self._defaults: Value | None = None

    def base(self, script: Script, node: Node, depth: int = 0) -> Value | None:
        """The base of the client that ``node`` is, empty for none; None where it is no client."""
        if depth > MAX_DEPTH:
            return None
        node = unwrap(node)
        text = node.text()[:80]
        if node.kind() == "identifier":
            module = script.imported.get(text)
            if module is not None and module[0] in PACKAGES:
                return self.defaults() if module[0] == "axios" else ()
        if text in _GLOBALS and text not in script.declared and text not in script.imported:
            return self.defaults()
        if re.search(r"(?:^|\.)_?(?:http|httpClient)_?$", text, re.I) and ANGULAR.search(script.text):
            return ()
        thing = self.values.thing(script, node)
        return self._of_thing(thing, depth) if thing is not None else None

    def _of_thing(self, thing: Thing, depth: int) -> Value | None:
        node = unwrap(thing.node)
        if node.kind() == "identifier":
            module = thing.script.imported.get(node.text())
            return self.defaults() if module is not None and module[0] in PACKAGES else None
        if node.kind() != "call_expression":
            return None
        called, given = node.field("function"), arguments(node)
        if called is None:
            return None
        if _MADE.match(called.text()) or (called.text().endswith(".create") and self._is_package(thing.script, called)):
            options = given[0] if given else None
            base = option(self.values, thing.script, options, "baseURL", "prefixUrl")
            inherited = called.field("object")
            if base is None and called.text().endswith(".extend") and inherited is not None:
                base = self.base(thing.script, inherited, depth + 1)
            return self._intercepted(thing, base or ())
        maker = self.values.thing(thing.script, called)
        if maker is None or maker.node.kind() not in FUNCTIONS:
            return None
        made = returned(maker.node)
        if made is None:
            return None
        base = self.base(maker.script, made, depth + 1)
        if base is None and made.kind() == "call_expression":
            base = self._of_thing(Thing(maker.script, made), depth + 1)
        return self.values.fill(base, maker, thing.script, given) if base else base

    def _is_package(self, script: Script, called: Node) -> bool:
        owner = called.field("object")
        module = script.imported.get(owner.text()) if owner is not None else None
        return module is not None and module[0] in PACKAGES

    def _intercepted(self, thing: Thing, base: Value) -> Value:
        """``base`` as an interceptor of the same file rewrites it."""
        if "interceptors.request" not in thing.script.text and ".defaults.baseURL" not in thing.script.text:
            return base
        for node in find_all(thing.script.root, "assignment_expression"):
            left, right = node.field("left"), node.field("right")
            if left is None or right is None:
                continue
            name = left.text()
            if name.endswith(".baseURL") and not re.search(r"\baxios\.defaults\.", name):
                found = self.values.value(thing.script, right)
                base = found if text_of(found) is not None else base
            elif name.endswith(".url") and right.kind() in ("template_string", "binary_expression"):
                # `config.url = '/api' + config.url`: what stands before the address belongs to the base.
                pieces = self.values.value(thing.script, right)
                ahead = tuple(p for p in pieces if not p.is_hole)
                if len(ahead) == 1 and len(pieces) == 2 and pieces[1].is_hole:
                    base = join_base(base, ahead) if base else ahead
        return base

    def defaults(self) -> Value:
        """What ``axios.defaults.baseURL`` is set to anywhere in the repository."""
        if self._defaults is None:
            self._defaults = ()
            for path in self.values.workspace.search("axios.defaults.baseURL", suffixes=SUFFIXES)[:5]:
                script = self.values.open(path)
                for node in find_all(script.root, "assignment_expression") if script is not None else ():
                    left, right = node.field("left"), node.field("right")
                    if script is None or left is None or right is None:
                        continue
                    if left.text().endswith("axios.defaults.baseURL"):
                        self._defaults = self.values.value(script, right)
        return self._defaults

    def assumed(self, script: Script, name: str) -> Value:
        """The base of something that is named like a client and cannot be followed."""
        if "$axios" in name or "$http" in name:
            return self.defaults()
        return hole("base")
