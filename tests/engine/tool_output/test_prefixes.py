"""A recording is read the same through colours, timestamps and what a CI service puts before each line."""

from __future__ import annotations

import pytest

WRAPPERS = {
    "colours": lambda number, line: f"\x1b[31m{line}\x1b[0m",
    "lost escapes": lambda number, line: f"\x1b[2m\x1b[1m{line}\x1b[22m\x1b]8;;http://a/\x07\x1b]8;;\x07",
    "windows": lambda number, line: f"{line}\r",
    "github actions": lambda number, line: f"2024-05-01T12:00:{number % 60:02}.1234567Z {line}",
    "azure pipelines": lambda number, line: f"2024-05-01T12:00:00.1234567Z ##[error]{line}",
    "gitlab": lambda number, line: f"2024-05-01T12:00:00.123456Z 01O {line}",
    "jenkins": lambda number, line: f"[2024-05-01T12:00:00.123Z] {line}",
    "vercel": lambda number, line: f"[12:00:{number % 60:02}.123] {line}",
    "netlify": lambda number, line: f"12:00:00 PM: {line}",
    "docker build": lambda number, line: f"#12 {number / 1000:.3f} {line}",
    "docker's last lines": lambda number, line: f"{number / 1000:.3f} {line}",
    "docker compose": lambda number, line: f"api-1  | {line}",
    "docker compose with names": lambda number, line: f"web        | {line}",
    "act": lambda number, line: f"[ci.yml/build]   | {line}",
    "job and step": lambda number, line: f"[build/compile] {line}",
    "heroku": lambda number, line: f"2024-05-01T12:00:00.123456+00:00 app[web.1]: {line}",
    "gh run view": lambda number, line: f"build\tRun npm run build\t2024-05-01T12:00:00.1234567Z {line}",
    "render": lambda number, line: f"May 1 12:00:{number % 60:02} PM  {line}",
    "amplify": lambda number, line: f"2024-05-01T12:00:{number % 60:02}.123Z [INFO]: {line}",
    "heroku's build": lambda number, line: f"remote:        {line}",
    "two blanks": lambda number, line: f"12:00:{number % 60:02}.123  {line}",
    "git push": lambda number, line: f"remote: {line}",
    "turborepo": lambda number, line: f"web:build: {line}",
    "pnpm of several packages": lambda number, line: f"apps/web build: {line}",
    "concurrently": lambda number, line: f"[client] {line}",
    "several": lambda number, line: f"2024-05-01T12:00:00.1234567Z #12 0.{number % 1000:03} api-1  | [client] {line}",
}


# Every recording meets some of the wrappers, and every wrapper some recordings of each tool.
SHARES = 6


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_wrapped_log_is_read_the_same(wrapper, recordings, rows):
    differing = []
    share = list(WRAPPERS).index(wrapper) % SHARES
    for name, text in sorted(recordings.items())[share::SHARES]:
        lines = text.splitlines()
        wrapped = "\n".join(WRAPPERS[wrapper](number, line) for number, line in enumerate(lines))
        if rows(wrapped) != rows(text):
            differing.append(name)
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        "  12 | import a from 'b'\n  13 | import c from 'd'\n",
        "> 12 | import a from 'b'\n",
        "3.5 is not a version\n",
        "type A =\n  | string\n  | number\n",
    ],
)
def test_what_only_looks_like_a_prefix_stays(text):
    from autofix.engine.tool_output.terminal import plain_text

    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            "::error file=src/a.ts,line=3,col=7::TS2304: Cannot find name 'itme'.",
            ("tsc", "build.name_undefined", "src/a.ts", 3, 7, "itme", None, None),
        ),
        (
            "::error file=src/a.js,line=3,col=7,title=ESLint: no-undef::'itme' is not defined.",
            ("eslint", "build.name_undefined", "src/a.js", 3, 7, "itme", None, None),
        ),
        (
            "::error title=Ruff (F821),file=/app/a.py,line=3,col=7,endLine=3::a.py:3:7: F821 Undefined name `itme`",
            ("ruff", "build.name_undefined", "a.py", 3, 7, "itme", None, None),
        ),
        (
            "##[error]src/a.ts(3,7): error TS2304: Cannot find name 'itme'.",
            ("tsc", "build.name_undefined", "src/a.ts", 3, 7, "itme", None, None),
        ),
    ],
)
def test_an_annotation_is_read_with_its_place(line, row, rows):
    assert rows(line) == [row]
