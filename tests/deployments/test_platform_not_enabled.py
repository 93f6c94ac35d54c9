"""Releases on this machine are the operator's to allow."""

import pytest

from autofix.core.errors import Invalid
from autofix.deployments.states import Status


def test_it_is_refused_where_it_is_asked_for(works, operator):
    operator(has_local_platform=False)

    with pytest.raises(Invalid, match="platform"):
        works.deploy()


def test_one_that_waits_fails_and_says_why(works, operator):
    asked = works.deploy()
    operator(has_local_platform=False)
    works.work()
    deployment = works.deployment(asked)

    assert (deployment.status, deployment.is_rolled_back) == (Status.FAILED, False)
    assert "platform" in deployment.reason
    operator(has_local_platform=True)
    assert works.releases() == []


def test_one_that_nobody_provides_is_named(make_works):
    works = make_works(platform="netlify")

    with pytest.raises(Invalid, match="platform"):
        works.deploy()
