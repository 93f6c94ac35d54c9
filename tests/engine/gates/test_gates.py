"""Each gate refuses what it is for, by name and with the reason, and lets the allowed twin through."""

import pytest

from autofix.engine.gates import GATES, Policy, Proposal, pass_gates
from autofix.engine.patch import Patch, make_patch, replace_file
from autofix.sdk import Action, Candidate, Change, Dependency, Edit

ORIGIN = "http://localhost:5173"
FILES = {
    "src/app.js": b"const a = ['http://localhost:3000'];\nuse(a);\n",
    "src/app.py": b"a = 1\n",
    "src/broken.js": b"const = ;\n",
    "package.json": b'{\n  "scripts": {"test": "jest", "start": "node ."}\n}\n',
    "package-lock.json": b"{}\n",
    ".github/workflows/ci.yml": b"on: push\n",
    ".autofix.yml": b"policy: {}\n",
    ".npmrc": b"",
    "tests/test_app.py": b"def test_one():\n    assert 1 == 1\n    assert 2 == 2\n",
    "web/app.test.ts": b"test('one', () => {\n  expect(1).toBe(1);\n});\n",
    "pytest.ini": b"[pytest]\n",
    "big.txt": b"x\n" * 500,
}


def replaced(file, old, new):
    """A change of the first ``old``."""
    start = FILES[file].decode().index(old)
    return Change(file, Action.MODIFY, "x", (Edit(start, start + len(old), new),))


def created(file, content="x = 1\n"):
    return Change(file, Action.CREATE, "x", content=content)


def refused(workspace, *changes, policy=None, access=(ORIGIN,), origin=ORIGIN, dependencies=(), more=()):
    """The gates that refuse, with their explanations."""
    opened = workspace(FILES)
    candidate = Candidate("recipe:test", "test", changes, access=access, dependencies=dependencies)
    patch = make_patch(opened, candidate) if changes else Patch(())
    patch = Patch((*patch.files, *more))
    results = pass_gates(Proposal(opened, candidate, patch, policy or Policy(), origin))
    assert [result.name for result in results] == [gate.name for gate in GATES]
    return {result.name: result.explanation for result in results if not result.passed}


ADD = replaced("src/app.js", "3000'", f"3000', '{ORIGIN}'")


def test_a_good_change_passes_every_gate(workspace):
    assert refused(workspace, ADD) == {}


@pytest.mark.parametrize(
    ("gate", "change", "words"),
    [
        ("paths", created("../outside.py"), "not a plain path inside the repository"),
        ("paths", created("/etc/cron.d/x"), "not a plain path inside the repository"),
        ("paths", created("a/./b.py"), "not a plain path inside the repository"),
        ("config", replaced(".autofix.yml", "{}", "{auto: true}"), ".autofix.yml steers"),
        ("config", created(".git/hooks/post-checkout"), "steers tools"),
        ("config", created("api/.npmrc", "script-shell=/tmp/x\n"), "steers tools"),
        ("config", created(".husky/pre-commit"), "steers tools"),
        ("ci", replaced(".github/workflows/ci.yml", "push", "[push]"), "belongs to the CI"),
        ("ci", created(".gitlab-ci.yml"), "belongs to the CI"),
        ("ci", created("Jenkinsfile"), "belongs to the CI"),
        ("locks", replaced("package-lock.json", "{}", '{"x": 1}'), "only the package manager may write it"),
        ("locks", created("api/yarn.lock"), "only the package manager may write it"),
        ("secrets", created("src/key.py", "KEY = 'AKIAIOSFODNN7EXAMPLQ'\n"), "looks like a secret"),
        ("secrets", created("src/key.js", "const password = 'tr0ub4dor&3-horse';\n"), "looks like a secret"),
        ("secrets", created("k.pem", "-----BEGIN RSA PRIVATE KEY-----\n"), "looks like a secret"),
        ("parses", replaced("src/app.js", "];", "]];"), "src/app.js would not parse"),
        ("parses", replaced("src/app.py", "1", "(1"), "src/app.py would not parse"),
        ("parses", replaced("package.json", '"jest"', "jest"), "package.json would not parse"),
        ("tests", Change("tests/test_app.py", Action.DELETE, "x"), "would be removed"),
        ("tests", replaced("tests/test_app.py", "    assert 2 == 2\n", ""), "only add tests at its end"),
        ("tests", replaced("tests/test_app.py", "def", "@pytest.mark.skip\ndef"), "only add tests at its end"),
        ("tests", replaced("web/app.test.ts", "test(", "test.skip("), "only add tests at its end"),
        ("tests", replaced("web/app.test.ts", "toBe(1)", "toBeDefined()"), "only add tests at its end"),
        ("tests", replaced("package.json", '"jest"', '"true"'), "would change its test script"),
        ("tests", replaced("pytest.ini", "[pytest]\n", "[pytest]\naddopts = -k nothing\n"), "decides which tests run"),
        ("tests", Change("tests/test_app.py", Action.RENAME, "x", new_file="old.txt"), "would be removed"),
        (
            "access",
            replaced("src/app.js", "'http://localhost:3000'", "'https://evil.example'"),
            "nobody asked to let in",
        ),
        ("access", created("src/x.js", "app.use(cors());\n"), "every origin"),
        ("access", created("src/x.js", "app.use(cors({ origin: true }));\n"), "every origin"),
        ("access", created("src/x.js", "app.use(cors({ origin: '*' }));\n"), "every origin"),
        ("access", created("src/x.py", "CORS(app)\n"), "every origin"),
        ("access", created("src/x.js", "res.setHeader('Access-Control-Allow-Origin', '*');\n"), "every origin"),
        (
            "access",
            created("src/x.js", "res.header('Access-Control-Allow-Origin', req.headers.origin);\n"),
            "whoever asks",
        ),
    ],
)
def test_refusal(workspace, gate, change, words):
    found = refused(workspace, change)

    assert gate in found, found
    assert words in found[gate]


def test_size_in_files(workspace):
    many = [created(f"src/new{i}.py") for i in range(3)]

    assert "3 files change" in refused(workspace, *many, policy=Policy(max_files=2))["size"]
    assert refused(workspace, *many, policy=Policy(max_files=3)) == {}


def test_size_in_lines(workspace):
    change = created("src/new.py", "x = 1\n" * 11)

    assert "11 lines change" in refused(workspace, change, policy=Policy(max_lines=10))["size"]
    assert refused(workspace, change, policy=Policy(max_lines=11)) == {}


def test_forbidden_and_allowed_paths(workspace):
    assert (
        "forbidden by the policy (src/*)" in refused(workspace, ADD, policy=Policy(forbidden_paths=("src/*",)))["paths"]
    )
    assert "outside the paths" in refused(workspace, ADD, policy=Policy(allowed_paths=("web/*",)))["paths"]
    assert refused(workspace, ADD, policy=Policy(allowed_paths=("src/*",))) == {}


def test_a_path_through_a_link(workspace, tmp_path, tmp_path_factory):
    (tmp_path / "outside").symlink_to(tmp_path_factory.mktemp("elsewhere"))

    assert "outside is a link" in refused(workspace, created("outside/x.py"))["links"]


def test_a_lock_file_of_the_package_manager_needs_a_declared_dependency(workspace):
    lock = replace_file("package-lock.json", b"{}\n", b'{"packages": {}}\n', "x")
    declared = Dependency("npm", "cors", "package.json")

    assert "no dependency is declared" in refused(workspace, ADD, more=(lock,))["locks"]
    assert refused(workspace, ADD, more=(lock,), dependencies=(declared,)) == {}


def test_a_file_that_did_not_parse_before_may_stay_so(workspace):
    assert refused(workspace, replaced("src/broken.js", "const", "let")) == {}


def test_more_tests_are_welcome(workspace):
    more = replaced(
        "tests/test_app.py", "    assert 2 == 2\n", "    assert 2 == 2\n\n\ndef test_two():\n    assert 3 == 3\n"
    )

    assert refused(workspace, more) == {}


def test_an_address_and_an_integrity_hash_are_no_secret(workspace):
    integrity = "sha512-KIHbLJqu73RGr/hnbrO9uBeixNGuvSQjul/jdFvS/KFSIH1hWVd1ng7zOHx+YrEfInLG7q4n6GHQ9cDtxv/P6g=="

    assert (
        refused(
            workspace,
            created("src/x.py", f"a = 'https://my-shop-4f2a9c.web.example'\nb = '{integrity}'\n"),
            access=(),
            origin=None,
        )
        == {}
    )


def test_a_line_that_was_open_before_may_be_touched(workspace):
    files = {"app.py": b'CORS(app, resources={r"/public/*": {"origins": "*"}})\n'}
    opened = workspace({**FILES, **files})
    text = files["app.py"].decode()
    added = f', r"/api/*": {{"origins": ["{ORIGIN}"]}}'
    change = Change("app.py", Action.MODIFY, "x", (Edit(text.index("})"), text.index("})"), added),))
    candidate = Candidate("recipe:test", "test", (change,), access=(ORIGIN,))

    results = pass_gates(Proposal(opened, candidate, make_patch(opened, candidate), Policy(), ORIGIN))

    assert [result.name for result in results if not result.passed] == []


def test_the_candidate_cannot_widen_what_was_reported(workspace):
    wide = replaced("src/app.js", "3000'", f"3000', '{ORIGIN}', 'https://evil.example'")

    assert (
        "which the report does not name" in refused(workspace, wide, access=(ORIGIN, "https://evil.example"))["access"]
    )
    assert refused(workspace, ADD) == {}
