"""The names a module exports, in every form of export."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

CASES: dict[str, tuple[str, set[str]]] = {
    "variables": ("export const a = 1, b = 2; export let c; export var d", {"a", "b", "c", "d"}),
    "patterns": ("export const { a, b: { c }, d = 1, ...e } = x, [f, , g = 2] = y", {"a", "c", "d", "e", "f", "g"}),
    "functions": ("export function a() {} export async function* b() {}", {"a", "b"}),
    "classes": ("export class A {} export abstract class B {}", {"A", "B"}),
    "types": ("export interface A {} export type B = 1; export enum C {} export const enum D {}", {"A", "B", "C", "D"}),
    "namespaces": ("export namespace A {} export declare module B {}", {"A", "B"}),
    "declared": ("export declare const a: number; export declare function b(): void;", {"a", "b"}),
    "overloads": ("export function a(x: string): void; export function a(x: any) {}", {"a"}),
    "a list": ("const a = 1, b = 2; export { a, b as c, b as 'd-e' }", {"a", "c", "d-e"}),
    "types in a list": ("type A = 1; export type { A }; type B = 2; export { type B }", {"A", "B"}),
    "default": ("export default () => 1", {"default"}),
    "default class": ("export default class A {}", {"default"}),
    "default in a list": ("const a = 1; export { a as default }", {"default"}),
    "from elsewhere": ("export { a, default as b } from 'x'; export * as c from 'y'", {"a", "b", "c"}),
    "nothing": ("const a = 'export const b = 1'; namespace N { export const c = 1 }", set()),
}


@pytest.mark.parametrize("case", CASES)
def test_names(case: str, opened: Opened) -> None:
    text, names = CASES[case]
    found = opened({"a.ts": text}).exports("a.ts")

    assert (found.names, found.is_complete) == (names, True)


def test_barrels_are_followed_without_their_defaults(opened: Opened) -> None:
    files = {
        "index.ts": "export * from './a'\nexport * from './b'\nexport { default as C } from './C.vue'\n",
        "a.ts": "export const a = 1\nexport default 1\nexport * from './index'\n",
        "b/index.ts": "export * from './inner'\n",
        "b/inner.ts": "export type Inner = 1\n",
        "C.vue": "<script setup></script>",
    }
    found = opened(files).exports("index.ts")

    assert (found.names, found.is_complete) == ({"a", "Inner", "C"}, True)


@pytest.mark.parametrize(
    "text", ["export * from 'package'", "export * from './absent'", "export = thing", "export { a"]
)
def test_what_one_cannot_know_all_of(text: str, opened: Opened) -> None:
    assert not opened({"a.ts": text}).exports("a.ts").is_complete


def test_a_file_that_is_not_there(opened: Opened) -> None:
    found = opened({"a.ts": ""}).exports("b.ts")

    assert (found.names, found.is_complete) == (set(), False)


def test_data_exports_its_keys(opened: Opened) -> None:
    assert opened({"a.json": '{"b": 1}'}).exports("a.json").names == {"default", "b"}
