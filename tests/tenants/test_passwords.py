"""A password that is easy to guess is refused wherever one is set."""

import secrets

import pytest
from django.test import Client

from autofix.cli.tenant import PASSWORD_BYTES
from autofix.core.errors import Invalid
from autofix.core.tenancy import user_scope
from tenants.models import User
from tenants.services import add_member

EMAIL, PASSWORD = "ada.lovelace@example.com", "a-long-password-1"
WEAK = [
    ("short-one-1", "too short"),
    ("password1234", "too common"),
    ("ada.lovelace1", "too similar to the email"),
    ("480193752640", "entirely numeric"),
    ("", "too short"),
]


@pytest.mark.parametrize(("password", "words"), WEAK)
def test_a_person_is_not_made_with_it(tenant, password, words):
    with pytest.raises(Invalid, match=words):
        add_member(tenant, EMAIL, password)


@pytest.mark.parametrize(("password", "words"), WEAK[:-1])
def test_a_person_cannot_change_to_it(tenant, password, words):
    user_id = add_member(tenant, EMAIL, PASSWORD)
    with user_scope(user_id):
        user = User.objects.get(pk=user_id)
    browser = Client()
    browser.force_login(user)
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}

    assert words in browser.post("/admin/password_change/", form).content.decode()
    with user_scope(user_id):
        assert User.objects.get(pk=user_id).check_password(PASSWORD)


def test_a_generated_one_passes(tenant):
    assert add_member(tenant, EMAIL, secrets.token_urlsafe(PASSWORD_BYTES))
