"""The operator can give every tenant a folder of its own, in which nobody else may name a repository."""

import dataclasses
import subprocess

import pytest
from django.conf import settings

from autofix.adapters.git.command import GitError
from autofix.core.errors import Invalid
from autofix.core.tenancy import tenant_scope
from autofix.projects.models import Project
from autofix.projects.repository import open_mirror
from autofix.projects.services import create_project


@pytest.fixture
def roots(monkeypatch):
    """Set ``AUTOFIX_GIT_ROOTS``."""

    def change(*folders):
        environment = dataclasses.replace(settings.ENVIRONMENT, git_roots=folders)
        monkeypatch.setattr(settings, "ENVIRONMENT", environment)

    return change


@pytest.fixture
def repository(tenant, tmp_path):
    """A repository in the folder of ``tenant``."""
    made = tmp_path / tenant / "shop.git"
    subprocess.run(["git", "init", "-q", "--bare", str(made)], check=True, capture_output=True)
    return made


@pytest.fixture
def project_of(repository):
    """A project of a tenant, with that repository."""

    def make(tenant_id):
        made = create_project(tenant_id, name="shop", kind="react-node", repository=str(repository), actor="operator")
        with tenant_scope(tenant_id):
            return Project.objects.get(pk=made.project_id)

    return make


def test_a_tenant_has_its_own_folder(roots, tmp_path, repository, tenant, project_of):
    roots(tmp_path / "{tenant}")

    assert open_mirror(project_of(tenant)).remote.address == str(repository)


def test_the_folder_of_another_tenant_is_refused(roots, tmp_path, other_tenant, project_of):
    roots(tmp_path / "{tenant}")

    with pytest.raises(Invalid, match="not below a folder"):
        project_of(other_tenant)


def test_it_is_refused_too_when_the_operator_says_so_later(roots, tmp_path, other_tenant, project_of):
    roots(tmp_path)
    project = project_of(other_tenant)
    roots(tmp_path / "{tenant}")

    with pytest.raises(GitError, match="not below a folder"):
        open_mirror(project)


def test_a_plain_folder_is_open_to_every_tenant(roots, tmp_path, repository, other_tenant, project_of):
    roots(tmp_path)

    assert open_mirror(project_of(other_tenant)).remote.address == str(repository)
