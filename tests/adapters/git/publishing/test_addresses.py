"""Which web addresses a tenant may name, and that a name is looked up once."""

import pytest

from autofix.adapters.git.command import GitError
from autofix.adapters.git.remote import open_remote

PUBLIC = "203.0.113.7"


def names(*addresses):
    """A resolver that counts."""
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return addresses

    resolve.asked = asked
    return resolve


def test_a_public_name_is_pinned_to_where_it_led_when_it_was_checked():
    resolver = names(PUBLIC, "2001:db8::7")

    remote = open_remote("https://git.example.org/team/app.git", resolver=resolver)

    assert remote.protocol == "https"
    assert f"http.curloptResolve=git.example.org:443:{PUBLIC},[2001:db8::7]" in remote.settings()
    assert resolver.asked == [("git.example.org", 443)]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
    ],
)
def test_a_name_that_leads_inside_is_refused_unless_the_operator_allows_it(address):
    url = "https://git.example.org/app.git"

    with pytest.raises(GitError, match="not on the public internet") as caught:
        open_remote(url, resolver=names(address))
    assert caught.value.permanent
    assert open_remote(url, allow_addresses={"git.example.org:443"}, resolver=names(address)).pin


def test_one_inside_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(GitError, match="not on the public internet"):
        open_remote("https://git.example.org/app.git", resolver=names(PUBLIC, "127.0.0.1"))


def test_numbers_are_judged_too():
    with pytest.raises(GitError, match="not on the public internet"):
        open_remote("https://[::1]:8443/app.git")
    with pytest.raises(GitError, match="not on the public internet"):
        open_remote("https://127.0.0.1/app.git", allow_addresses={"127.0.0.1:8443"})
    assert open_remote("https://[::1]:8443/app.git", allow_addresses={"[::1]:8443"}).pin == ""
    assert open_remote(f"https://{PUBLIC}/app.git").protocol == "https"


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "[::1%25lo]", "[1]"])
def test_odd_spellings_of_numbers_are_refused(host):
    with pytest.raises(GitError, match=r"neither a name nor|no address AutoFix takes"):
        open_remote(f"https://{host}/app.git", resolver=names(PUBLIC))


def test_without_encryption_only_where_the_operator_allows_it():
    with pytest.raises(GitError, match="without encryption"):
        open_remote("http://git.example.org/app.git", resolver=names(PUBLIC))
    allowed = open_remote(
        "http://git.example.org/app.git", allow_addresses={"git.example.org:80"}, resolver=names(PUBLIC)
    )
    assert allowed.protocol == "http"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "-uevil",
        "--upload-pack=evil",
        "ssh://git@git.example.org/app.git",
        "git@git.example.org:team/app.git",
        "git.example.org:app.git",
        "git://git.example.org/app.git",
        "ext::sh -c evil",
        "fd::3",
        "file:///srv/app.git",
        "ftp://git.example.org/app.git",
        "relative/app.git",
        "https://user:secret@git.example.org/app.git",
        "https://git.example.org@127.0.0.1/app.git",
        "https://git.example.org\\@127.0.0.1/app.git",
        "https://git.example.org/app.git?x=1",
        "https://git.example.org/app.git#x",
        "https://git.example.org/a/../app.git",
        "https://git.example.org:0/app.git",
        "https://git.example.org:99999/app.git",
        "https://git.example.org./app.git",
        "https://git.example.org",
        "https://git.example.org/app.git\nhttp.proxy=x",
        "https:///app.git",
        "https://gît.example.org/app.git",
    ],
)
def test_other_ways_to_a_repository_are_refused(address, tmp_path):
    with pytest.raises(GitError, match=r"no address|write https") as caught:
        open_remote(address, [tmp_path], resolver=names(PUBLIC))
    assert caught.value.permanent


def test_a_name_that_cannot_be_looked_up_may_be_later():
    def resolve(host, port):
        raise OSError("no such name")

    with pytest.raises(GitError, match="could not be resolved") as caught:
        open_remote("https://git.example.org/app.git", resolver=resolve)
    assert not caught.value.permanent


def test_a_token_cannot_carry_a_second_header():
    with pytest.raises(GitError, match="no token has"):
        open_remote("https://git.example.org/app.git", token="x\r\nHost: y", resolver=names(PUBLIC))
