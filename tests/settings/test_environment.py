"""One settings file, read from the environment, failing loudly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def check(**variables):
    """Start Django with the settings."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AUTOFIX_")} | variables
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_django_starts_with_a_secret_key():
    ran = check(AUTOFIX_SECRET_KEY="k" * 50)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "AUTOFIX_SECRET_KEY is missing"),
        ({"AUTOFIX_SECRET_KEY": "short"}, "AUTOFIX_SECRET_KEY is missing or shorter than 32"),
        ({"AUTOFIX_DEBUG": "yes"}, "AUTOFIX_DEBUG is 'yes'; it may be 0 or 1"),
        ({"AUTOFIX_SANDBOX_ALLOW": "docker"}, "AUTOFIX_SANDBOX_ALLOW names 'docker'"),
        ({"AUTOFIX_PRIVATE_REGISTRIES": "registry.example"}, "it wants host:port"),
        ({"AUTOFIX_TRUSTED_PROXIES": "10.0.0.1, proxy.example"}, "AUTOFIX_TRUSTED_PROXIES names 'proxy.example'"),
        ({"AUTOFIX_TRUSTED_PROXIES": "*"}, "AUTOFIX_TRUSTED_PROXIES names '*', which is no address"),
        ({"AUTOFIX_TRUSTED_PROXIES": "10.0.0.1/8"}, "has host bits set"),
        ({"AUTOFIX_GIT_ROOTS": "/srv/git:repositories"}, "AUTOFIX_GIT_ROOTS names 'repositories'; it wants absolute"),
        ({"AUTOFIX_TYPO": "1"}, "AUTOFIX_TYPO is no setting"),
    ],
)
def test_a_bad_setting_stops_it_by_name(variables, words):
    ran = check(**variables)

    assert ran.returncode != 0
    assert words in ran.stderr
