"""A member that a type lacks."""

from __future__ import annotations

import pytest

FILLED = (
    "src/a.ts(2,31): error TS2353: Object literal may only specify known properties, and 'client' does not exist in type "
    "'Entry'.\n"
)
READ = "src/a.ts(3,7): error TS2339: Property 'client' does not exist on type 'Entry'.\n"
A = "import type { Entry } from './types';\nconst one: Entry = { id: 1, client: {value} };\nf(one.client);\n"


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        (
            "'x'",
            "export interface Entry {\n  id: number\n}\n",
            "export interface Entry {\n  id: number\n  client?: string\n}\n",
        ),
        ("2", "export type Entry = { id: number };\n", "export type Entry = { id: number; client?: number };\n"),
        (
            "true",
            "export interface Entry {\n  id: number;\n}\n",
            "export interface Entry {\n  id: number;\n  client?: boolean;\n}\n",
        ),
    ],
)
def test_what_is_filled_and_read_is_added(fix, value, before, after):
    got = fix({"src/a.ts": A.replace("{value}", value), "src/types.ts": before}, FILLED + READ)
    assert got.files == {"src/types.ts": after}


@pytest.mark.parametrize(
    ("report", "value"), [(FILLED, "'x'"), (READ, "'x'"), (FILLED + READ, "make()"), (FILLED + READ, "null")]
)
def test_what_only_one_side_says_is_left_alone(fix, report, value):
    types = "export interface Entry {\n  id: number;\n}\n"
    assert fix({"src/a.ts": A.replace("{value}", value), "src/types.ts": types}, report).files == {}
