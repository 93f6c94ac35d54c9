"""Without its ``.autofix.yml`` a project goes by the defaults, not by a file that is no longer there."""

from autofix.core.events import record
from autofix.core.models import Event
from autofix.core.tenancy import tenant_scope
from autofix.projects.configuration import Configuration
from autofix.projects.in_force import configuration_of

FILE = "policy:\n  max_files: 3\n"
GIVEN = "policy:\n  max_files: 4\n"


def names(project):
    with tenant_scope(project.tenant_id):
        return list(Event.objects.filter(subject=project.pk).order_by("version").values_list("name", flat=True))


def test_the_defaults_hold_again(push, take):
    push(FILE)
    with_file = take()
    assert with_file.configuration == FILE
    push(None)

    project = take()

    assert project.configuration == ""
    assert project.configuration_commit not in ("", with_file.configuration_commit)
    assert configuration_of(project) == Configuration()
    assert names(project)[-1] == "project.configuration.removed"


def test_it_is_told_once(push, take):
    push(FILE)
    take()
    push(None)
    version = take().version

    assert take().version == version


def test_a_file_that_comes_back_is_taken(push, take):
    push(FILE)
    take()
    push(None)
    take()
    push(FILE)

    assert take().configuration == FILE


def test_a_mistake_goes_with_the_file(push, take):
    push(FILE)
    take()
    push("policy: {max_files: many}\n")
    assert take().configuration_error
    push(None)

    project = take()

    assert (project.configuration, project.configuration_error) == ("", "")


def test_a_text_given_over_the_api_stays(tenant, as_it_stands, take):
    with tenant_scope(tenant):
        record(as_it_stands(), "project.changed", {"configuration": GIVEN})

    assert take().configuration == GIVEN
