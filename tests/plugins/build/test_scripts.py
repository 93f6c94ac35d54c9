"""Scripts and programs that are not there, the old OpenSSL, and the version of Node."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autofix.adapters.folder import FolderSource
from autofix.engine.diagnose import diagnose
from autofix.engine.patch import make_patch
from autofix.engine.plugins import load_plugins
from autofix.engine.propose import propose
from autofix.engine.report import read_report
from autofix.engine.workspace.snapshot import Snapshot
from autofix.sdk import Verdict

MISSING = 'npm ERR! Missing script: "{name}"\nnpm ERR!\nnpm ERR! To see a list of scripts, run:\nnpm ERR!   npm run\n'
OPENSSL = """> shop@0.1.0 build
> {command}

node:internal/crypto/hash:71
  this[kHandle] = new _Hash(algorithm, xofLen);
                  ^

Error: error:0308010C:digital envelope routines::unsupported
    at new Hash (node:internal/crypto/hash:71:19)
    at Object.createHash (node:crypto:133:10) {{
  opensslErrorStack: [ 'error:03000086:digital envelope routines::initialization error' ],
  library: 'digital envelope routines',
  reason: 'unsupported',
  code: 'ERR_OSSL_EVP_UNSUPPORTED'
}}
"""


@pytest.fixture
def ask(tmp_path: Path):
    """What is proposed, before the gates: they hold scripts for a person's to change."""

    def run(files, report):
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(text.encode())
        plugins = load_plugins(("plugins.build",))
        problem, workspace = read_report(report), Snapshot(FolderSource(tmp_path))
        diagnosis = diagnose(problem, workspace, plugins)
        assert diagnosis is not None
        found = propose(problem, diagnosis, workspace, plugins) if diagnosis.verdict is Verdict.CODE_FIX else []
        assert not plugins.failures, plugins.failures
        contents = make_patch(workspace, found[0]).contents() if found else {}
        return {path: (data or b"").decode() for path, data in contents.items()}, diagnosis

    return run


def manifest(scripts=None, dependencies=None, dev=None):
    found = {"name": "shop", "version": "0.1.0"}
    for group, value in (("scripts", scripts), ("dependencies", dependencies), ("devDependencies", dev)):
        if value is not None:
            found[group] = value
    return json.dumps(found, indent=2) + "\n"


USUAL = [
    ("build", {"next": "^14.0.0"}, {}, "next build"),
    ("build", {"react-scripts": "5.0.1"}, {}, "react-scripts build"),
    ("build", {}, {"vite": "^5.0.0"}, "vite build"),
    ("start", {"next": "^14.0.0"}, {}, "next start"),
    ("typecheck", {}, {"typescript": "^5.0.0"}, "tsc --noEmit"),
]


@pytest.mark.parametrize(("name", "known", "dev", "command"), USUAL)
def test_a_script_of_the_framework_is_added(ask, name, known, dev, command):
    written, _ = ask({"package.json": manifest({"x": "y"}, known, dev)}, MISSING.format(name=name))
    assert written["package.json"] == manifest({"x": "y", name: command}, known, dev)


def test_a_script_whose_name_is_misspelt(ask):
    written, _ = ask(
        {"package.json": manifest({"biuld": "vite build"}, {}, {"vite": "1"})}, MISSING.format(name="build")
    )
    assert written["package.json"] == manifest({"build": "vite build"}, {}, {"vite": "1"})


def test_a_script_that_calls_another_by_a_wrong_name(ask):
    scripts = {"build:client": "vite build", "build": "npm run build:cleint && echo ok"}
    written, _ = ask({"package.json": manifest(scripts)}, MISSING.format(name="build:cleint"))
    assert written["package.json"] == manifest({**scripts, "build": "npm run build:client && echo ok"})


@pytest.mark.parametrize("name", ["deploy", "build"])
def test_a_script_that_nothing_tells_is_left_alone(ask, name):
    written, diagnosis = ask(
        {"package.json": manifest({"dev": "node a.js"}, {"express": "^4.0.0"})}, MISSING.format(name=name)
    )
    assert not written
    assert "dev" in diagnosis.reason


def test_a_program_whose_package_is_not_declared(ask):
    files = {"package.json": manifest({"build": "rimraf dist && vite build"}, {}, {"vite": "^5.0.0"})}
    written, _ = ask(files, "> shop@0.1.0 build\n> rimraf dist && vite build\n\nsh: 1: rimraf: not found\n")
    assert json.loads(written["package.json"])["devDependencies"] == {"rimraf": "^5.0.5", "vite": "^5.0.0"}


PRESENT = [
    ("sh: vite: not found\n", manifest({"build": "vite build"}, {}, {"vite": "^5.0.0"}), "omit=dev"),
    ("sh: 1: frobnicate: not found\n", manifest({"build": "frobnicate"}), "frobnicate"),
    ("/bin/sh: ffmpeg: not found\n", manifest({"build": "vite build"}), "ffmpeg"),
]


@pytest.mark.parametrize(("report", "text", "said"), PRESENT)
def test_a_program_that_is_declared_or_unknown_is_left_alone(ask, report, text, said):
    written, diagnosis = ask({"package.json": text}, report)
    assert not written
    assert said in diagnosis.reason + diagnosis.root_cause


def test_a_server_that_the_procfile_starts(fix):
    files = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.0.0\n", "app.py": ""}
    assert fix(files, "bash: gunicorn: command not found\n").files == {
        "requirements.txt": "Flask==3.0.0\ngunicorn==22.0.0\n"
    }


OLD = [
    ("react-scripts build", {"react-scripts": "4.0.3"}, {}, "react-scripts --openssl-legacy-provider build"),
    (
        "vue-cli-service build",
        {},
        {"@vue/cli-service": "~4.5.0"},
        "NODE_OPTIONS=--openssl-legacy-provider vue-cli-service build",
    ),
    (
        "webpack --mode production",
        {},
        {"webpack": "^4.44.0", "cross-env": "^7.0.3"},
        "cross-env NODE_OPTIONS=--openssl-legacy-provider webpack --mode production",
    ),
    (
        "cross-env CI=1 next build",
        {"next": "10.2.3"},
        {"cross-env": "^7.0.3"},
        "cross-env CI=1 NODE_OPTIONS=--openssl-legacy-provider next build",
    ),
]


@pytest.mark.parametrize(("command", "known", "dev", "after"), OLD)
def test_webpack_4_is_run_with_the_old_provider(ask, command, known, dev, after):
    files = {"package.json": manifest({"build": command, "test": "jest"}, known, dev)}
    written, _ = ask(files, OPENSSL.format(command=command))
    assert written["package.json"] == manifest({"build": after, "test": "jest"}, known, dev)


MENDED = [
    ("react-scripts build", {"react-scripts": "5.0.1"}),
    ("react-scripts --openssl-legacy-provider build", {"react-scripts": "4.0.3"}),
]


@pytest.mark.parametrize(("command", "known"), MENDED)
def test_what_needs_no_old_provider_is_left_alone(ask, command, known):
    written, diagnosis = ask({"package.json": manifest({"build": command}, known)}, OPENSSL.format(command=command))
    assert not written
    assert diagnosis.verdict is Verdict.NOT_CODE


ENGINE = 'npm ERR! code EBADENGINE\nnpm ERR! engine Unsupported engine\nnpm ERR! notsup Required: {{"node":"{wanted}"}}\nnpm ERR! notsup Actual:   {{"npm":"8.19.4","node":"v16.20.2"}}\n'


def test_a_pinned_node_that_is_too_old_is_raised(ask):
    written, _ = ask({".nvmrc": "v16.20.2\n", "package.json": manifest()}, ENGINE.format(wanted=">=18.0.0"))
    assert written == {".nvmrc": "v18\n"}


@pytest.mark.parametrize("pinned", ["20\n", "lts/*\n"])
def test_a_host_with_an_old_node_is_left_alone(ask, pinned):
    written, diagnosis = ask({".nvmrc": pinned, "package.json": manifest()}, ENGINE.format(wanted=">=18.0.0"))
    assert not written
    assert ">=18" in diagnosis.reason
