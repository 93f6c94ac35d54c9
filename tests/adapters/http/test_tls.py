"""A connection to an address that was checked is encrypted for the name that was asked for."""

import datetime
import ssl

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from autofix.adapters.http.addresses import Endpoint
from autofix.adapters.http.client import open_client
from autofix.adapters.http.connections import Bounds, TooMuch


@pytest.fixture
def certificate(tmp_path):
    """A certificate for models.example.org that signs itself, in one file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "models.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("models.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def server(certificate, make_inside):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return make_inside(context)


def get(server, names, host, trusted=None, bounds=None):
    resolver = names(["127.0.0.1"])
    with open_client([Endpoint(host, server.port)], bounds, resolver=resolver, trusted=trusted) as client:
        return client.get(f"https://{host}:{server.port}/").text


def test_the_name_asked_for_is_the_name_in_the_certificate(server, names, certificate):
    trusted = ssl.create_default_context(cafile=certificate)

    assert get(server, names, "models.example.org", trusted) == "inside"
    with pytest.raises(httpx2.ConnectError, match="(?i)hostname mismatch"):
        get(server, names, "other.example.org", trusted)


def test_a_certificate_of_nobody_known_is_refused(server, names):
    with pytest.raises(httpx2.ConnectError, match="(?i)certificate verify failed"):
        get(server, names, "models.example.org")
    assert server.seen == []


def test_what_comes_encrypted_is_bounded_too(server, names, certificate):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 300_000)

    server.answer = answer

    with pytest.raises(TooMuch):
        get(
            server,
            names,
            "models.example.org",
            ssl.create_default_context(cafile=certificate),
            Bounds(most_bytes=200_000),
        )
