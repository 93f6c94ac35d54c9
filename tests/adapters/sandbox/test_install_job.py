from __future__ import annotations

from pathlib import Path

from autofix.adapters.sandbox.installing import install_job
from autofix.adapters.sandbox.registries import Registries
from autofix.adapters.sandbox.toolchain import find_toolchain
from autofix.sdk.sandbox import Job, Mount

REGISTRIES = Registries(folders=(Path("/srv/wheels"),), env={"PIP_INDEX_URL": "i"}, certificates=Path("/ca.pem"))


def prepared(**options):
    return install_job(Job(argv=("npm", "ci"), **options), REGISTRIES, find_toolchain(), Path("/t/proxy.sock"))


def test_the_relay_runs_in_front_of_the_command():
    argv = prepared().argv
    assert argv[-3:] == ("{root}/install/proxy.sock", "npm", "ci")
    assert argv[1:4] == ("-I", "-S", "-c")


def test_socket_certificates_and_local_packages_are_shown():
    assert {
        Mount(Path("/t/proxy.sock"), "install/proxy.sock"),
        Mount(Path("/ca.pem"), "install/certificates.pem"),
        Mount(Path("/srv/wheels"), "srv/wheels"),
    } <= set(prepared().mounts)


def test_no_code_of_a_package_runs():
    env = prepared().env
    assert env["npm_config_ignore_scripts"] == "true"
    assert env["PIP_ONLY_BINARY"] == ":all:"


def test_the_operators_configuration_is_given_and_the_caller_may_add():
    env = prepared(env={"PIP_INDEX_URL": "other", "A": "b"}).env
    assert (prepared().env["PIP_INDEX_URL"], env["PIP_INDEX_URL"], env["A"]) == ("i", "other", "b")
    assert env["PIP_CONFIG_FILE"] == "/dev/null"
    assert env["NODE_EXTRA_CA_CERTS"] == "{root}/install/certificates.pem"
