"""What an installed plugin knows may be named by a project."""

import pytest

from autofix.core.errors import Invalid
from autofix.projects.names import known_names
from autofix.projects.services import check_configuration, create_project

PLUGIN = """
from autofix.sdk import Plugin, ProjectType, hookimpl

@hookimpl
def describe():
    return Plugin("rails", "1", ("gem_error",))

@hookimpl
def project_types():
    return [ProjectType("rails", ("gem_error",), ("fly",), lambda workspace: 0)]
"""
CONFIGURATION = "project: {name: shop, type: rails}\nfix_patterns: [{type: gem_error, auto_fix: false}]\n"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A third party's plugin, installed; forgotten with the test."""
    info = tmp_path / "acme_rails-1.dist-info"
    info.mkdir()
    (tmp_path / "acme_rails.py").write_text(PLUGIN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rails\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[autofix]\nrails = acme_rails\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    known_names.cache_clear()
    yield
    known_names.cache_clear()


def test_its_kind_and_family_are_known(installed, tenant, tmp_path):
    check_configuration(CONFIGURATION)
    with pytest.raises(Invalid, match="not below a folder|no repository|repository"):
        create_project(tenant, name="shop", kind="rails", repository=str(tmp_path / "none"), actor="operator")


def test_without_it_they_are_not(tenant):
    with pytest.raises(Invalid, match="rails"):
        check_configuration(CONFIGURATION)
    with pytest.raises(Invalid, match="'rails' is no project type"):
        create_project(tenant, name="shop", kind="rails", repository="/x", actor="operator")
