"""Publishing over real HTTP: the token, lost answers, refusals, redirects and pinned names."""

import os
import subprocess

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.mirror import Mirror
from autofix.adapters.git.publish import PushRefused, merge_branch, push_branch, revert_merge
from autofix.adapters.git.remote import open_remote


@pytest.fixture
def server(origin, serve):
    origin.git("config", "http.receivepack", "true")
    return serve(origin.root)


def opened(origin, server, name="mirror", **options):
    remote = open_remote(server.address(), allow_addresses={server.endpoint}, **options)
    return Mirror(origin.state / name, remote)


def test_all_of_it(origin, server):
    mirror = opened(origin, server)
    mirror.fetch()
    assert mirror.default_branch() == "main"

    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)
    assert origin.head() == made.commit
    assert revert_merge(mirror, made.commit, "main", "Take it back", origin.when) == origin.head()


def test_loopback_is_refused_until_the_operator_allows_it(origin, server):
    with pytest.raises(GitError, match="without encryption"):
        open_remote(server.address())
    with pytest.raises(GitError, match="not on the public internet"):
        open_remote(server.address().replace("http:", "https:"))
    assert server.requests == []
    opened(origin, server).fetch()
    assert server.requests


def test_an_answer_that_is_lost_after_the_push(origin, server):
    mirror = opened(origin, server)
    mirror.fetch()
    server.replies_to_lose = 1
    change = origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    assert origin.head("autofix/1") == change
    assert server.replies_to_lose == 0

    server.replies_to_lose = 1
    made = merge_branch(mirror, "autofix/1", "main", "Merge", origin.when)
    assert server.replies_to_lose == 0
    assert origin.git("log", "--merges", "--format=%H", "main").split() == [made.commit]


def test_the_token_is_sent_and_stands_on_no_command_line(origin, server, tmp_path, monkeypatch):
    server.token = "Basic eC1hY2Nlc3MtdG9rZW46dGhlLXRva2Vu"
    seen = tmp_path / "seen"
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True).stdout.strip()
    wrapper.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {seen}\nexec {real} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")

    mirror = opened(origin, server, token="the-token")
    mirror.fetch()

    assert set(server.authorizations) == {server.token}
    assert "fetch" in seen.read_text().splitlines()
    assert "the-token" not in seen.read_text() + repr(mirror.remote)
    assert server.token not in seen.read_text() + repr(mirror.remote)


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_refused_token_is_for_good_and_asks_nobody(origin, server, token):
    server.token = "Basic other"

    with pytest.raises(GitError, match=r"could not read Username|Authentication failed") as caught:
        opened(origin, server, token=token).fetch()
    assert caught.value.permanent


def test_a_refusal_is_told_in_the_remotes_words_and_without_the_token(origin, server):
    place = origin.bare / "hooks/pre-receive"
    place.parent.mkdir(exist_ok=True)
    place.write_text(
        "#!/bin/sh\nprintf '\\033[31mmain is protected\\007, the-token\\n' >&2; yes long | head -n 400 >&2; echo end >&2; exit 1\n"
    )
    mirror = opened(origin, server, token="the-token")
    mirror.fetch()
    place.chmod(0o755)
    before = origin.head()

    with pytest.raises(PushRefused, match=r"end pre-receive|end .*pre-receive hook declined") as caught:
        origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})
    assert caught.value.permanent
    assert len(str(caught.value)) < 700

    place.write_text("#!/bin/sh\nprintf '\\033[31mmain is protected\\007, the-token\\n' >&2; exit 1\n")
    with pytest.raises(PushRefused, match="main is protected") as caught:
        push_branch(mirror, "autofix/1", mirror.head("main"), None)
    assert str(caught.value).isprintable()
    assert "the-token" not in str(caught.value)
    assert origin.head() == before


def test_a_server_that_is_away_may_come_back(origin, server):
    mirror = opened(origin, server)
    mirror.fetch()
    away = Mirror(origin.state / "away", open_remote("http://127.0.0.1:9/app.git", allow_addresses={"127.0.0.1:9"}))

    with pytest.raises(GitError, match="git fetch with http://127.0.0.1:9") as caught:
        away.fetch()
    assert not caught.value.permanent


def test_a_repository_that_is_not_there(origin, server):
    missing = open_remote(server.address("missing.git"), allow_addresses={server.endpoint})

    with pytest.raises(GitError, match="not found") as caught:
        Mirror(origin.state / "missing", missing).fetch()
    assert caught.value.permanent


def test_a_redirect_to_somewhere_inside_is_not_followed(origin, server, serve):
    outside = serve(origin.root)
    outside.redirect = f"http://{server.endpoint}"
    subprocess.run(["git", "ls-remote", outside.address()], check=True, capture_output=True)
    assert server.requests, "plain git follows it"
    server.requests.clear()

    with pytest.raises(GitError, match="302") as caught:
        opened(origin, outside).fetch()
    assert caught.value.permanent
    assert server.requests == []


def test_a_name_leads_where_it_led_when_it_was_checked(origin, server):
    """The name is in no DNS, so only the pinned address can be what git connects to."""
    name = "git.example.invalid"
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    remote = open_remote(server.address(host=name), allow_addresses={f"{name}:{server.port}"}, resolver=resolver)
    mirror = Mirror(origin.state / "mirror", remote)
    mirror.fetch()
    origin.fix(mirror, "autofix/1", {"new.js": b"1\n"})

    assert asked == [name]
    assert mirror.head("main") == origin.head()


def test_a_proxy_of_the_environment_is_not_used(origin, server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    opened(origin, server).fetch()

    assert server.requests
