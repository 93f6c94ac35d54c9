"""Which addresses are taken at all, before anything is looked up."""

import pytest

from autofix.adapters.http.addresses import AddressRefused, Endpoint, check_url


def test_an_address_is_a_host_a_port_and_a_path():
    assert check_url("https://models.example.org/v1") == Endpoint("models.example.org", 443)
    assert check_url("HTTPS://Models.Example.org:8443/openai/v1/") == Endpoint("models.example.org", 8443)
    assert check_url("https://203.0.113.7") == Endpoint("203.0.113.7", 443)


def test_without_encryption_only_where_the_operator_allows_it():
    with pytest.raises(AddressRefused, match="without encryption"):
        check_url("http://models.example.org/v1")
    assert check_url("http://models.example.org/v1", [Endpoint("models.example.org", 80)])


@pytest.mark.parametrize("url", ["https://127.0.0.1/v1", "https://[::1]/v1", "https://169.254.169.254/latest"])
def test_a_number_that_is_not_public_is_refused_at_once(url):
    with pytest.raises(AddressRefused, match="not on the public internet"):
        check_url(url)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[1]", "example.0x7f"])
def test_odd_spellings_of_numbers_are_refused(host):
    with pytest.raises(AddressRefused, match="neither a name nor an address|no address AutoFix takes"):
        check_url(f"https://{host}/v1")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "models.example.org/v1",
        "//models.example.org/v1",
        "ftp://models.example.org/v1",
        "file:///etc/passwd",
        "unix:/run/model.sock",
        "https:///v1",
        "https://models.example.org@127.0.0.1/v1",
        "https://models.example.org\\@127.0.0.1/v1",
        "https://models.example.org/v1?key=1",
        "https://models.example.org/v1#a",
        "https://models.example.org/../v1",
        "https://models.example.org:0/v1",
        "https://models.example.org:99999/v1",
        "https://models.example.org./v1",
        "https://models.example.org/v1\nX: y",
        "https://models.example.org/v1 ",
        "https://módels.example.org/v1",
        "https://[fe80::1%25lo]/v1",
    ],
)
def test_anything_else_is_refused(url):
    with pytest.raises(AddressRefused):
        check_url(url)


def test_a_password_in_an_address_is_not_shown():
    with pytest.raises(AddressRefused) as refused:
        check_url("https://user:hunter-two@models.example.org/v1")
    assert "hunter-two" not in str(refused.value)
