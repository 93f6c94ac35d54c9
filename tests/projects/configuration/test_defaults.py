"""What nobody wrote has its default, the same in the dataclasses and in the schema."""

import enum

from autofix.projects.configuration import Configuration, Hours, PhaseLimits, Profile, load_configuration
from autofix.projects.configuration.schema import fields


def test_an_empty_mapping_is_the_default_configuration():
    assert load_configuration("{}", ()) == Configuration()


def test_by_default_a_draft_pull_request_is_where_it_ends():
    policy = Configuration().policy

    assert (policy.stop_at, policy.approval, policy.auto_merge) == ("pull_request", "always", False)


def test_the_schema_names_the_defaults_of_the_dataclasses(model, key_of):
    told = {key_of(path): part["default"] for path, part in fields() if "default" in part}

    assert told == {name: written(model[name]) for name in told}


def test_no_default_is_missing_from_the_schema(model, key_of):
    told = {key_of(path) for path, part in fields() if "default" in part}
    plain = {name for name, value in model.items() if isinstance(value, bool | int | float | str)}

    assert plain <= told


def test_the_phases_have_the_figures_of_the_product():
    phases = Configuration().deployment.phases

    assert dict(phases) == {
        "initialization": PhaseLimits(60, 2),
        "validation": PhaseLimits(120, 1),
        "preparation": PhaseLimits(600, 2),
        "execution": PhaseLimits(300, 3),
        "verification": PhaseLimits(180, 2),
        "completion": PhaseLimits(120, 1),
        "rollback": PhaseLimits(300, 3),
    }


def test_a_hotfix_has_three_phases_and_the_rollback():
    phases = Configuration().deployment.phase_limits(Profile.HOTFIX)

    assert dict(phases) == {
        "validation": PhaseLimits(30, 0),
        "execution": PhaseLimits(120, 1),
        "verification": PhaseLimits(60, 0),
        "rollback": PhaseLimits(300, 3),
    }


def written(value: object) -> object:
    """A default as a file would have it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [written(item) for item in value]
    if isinstance(value, Hours):
        return f"{value.start // 60:02}:{value.start % 60:02}-{value.end // 60:02}:{value.end % 60:02}"
    return value
