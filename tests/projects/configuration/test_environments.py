"""An environment takes over what it does not say from the deployment."""

from autofix.projects.configuration import Profile, SecretText, load_configuration

TEXT = """
deployment:
  backend: {platform: local, environment_vars: [LEVEL=info, COLOUR=red]}
  environments:
    staging: {branch: develop, settle_time: 0, environment_vars: [LEVEL=debug]}
  profile: hotfix
  settle_time: 10
  health_path: /health
"""


def test_its_own_wins():
    found = load_configuration(TEXT, ()).deployment.environment("staging")

    assert (found.branch, found.settle_time) == ("develop", 0)


def test_the_rest_is_the_deployments():
    found = load_configuration(TEXT, ()).deployment.environment("staging")

    assert (found.profile, found.health_path) == (Profile.HOTFIX, "/health")


def test_its_variables_come_last():
    found = load_configuration(TEXT, ()).deployment.environment("staging")

    assert found.environment_vars == (SecretText("LEVEL=info"), SecretText("COLOUR=red"), SecretText("LEVEL=debug"))


def test_one_that_the_file_does_not_name_is_as_the_deployment():
    found = load_configuration(TEXT, ()).deployment.environment("production")

    assert (found.branch, found.profile, found.settle_time) == (None, Profile.HOTFIX, 10)
