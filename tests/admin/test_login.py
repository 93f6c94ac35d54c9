"""Logging in and out, and changing the password, under row-level security."""

from __future__ import annotations

import pytest
from django.test import Client

from autofix.core.tenancy import user_scope
from tenants.models import User
from tenants.services import add_member

EMAIL, PASSWORD = "ada@example.com", "a-long-password-1"


@pytest.fixture
def user_id(tenant) -> str:
    """A person of the tenant."""
    return add_member(tenant, EMAIL, PASSWORD)


def log_in(password: str = PASSWORD, email: str = EMAIL) -> Client:
    browser = Client()
    browser.post("/admin/login/?next=/admin/", {"username": email, "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/admin/").status_code == 200


def test_email_and_password_open_the_admin(user_id) -> None:
    assert is_in(log_in())


def test_the_emails_case_does_not_matter(user_id) -> None:
    assert is_in(log_in(email="ADA@example.com"))


def test_a_wrong_password_does_not(user_id) -> None:
    assert not is_in(log_in("another"))


def test_nobody_in_particular_is_sent_to_the_login(tenant) -> None:
    answer = Client().get("/admin/issues/issue/")
    assert answer.status_code == 302 and answer["Location"].startswith("/admin/login/")


def test_the_login_is_noted(user_id) -> None:
    log_in()
    with user_scope(user_id):
        assert User.objects.get(pk=user_id).last_login is not None


def test_logging_out_ends_it(user_id) -> None:
    browser = log_in()
    browser.post("/admin/logout/")
    assert not is_in(browser)


def test_the_password_can_be_changed(user_id) -> None:
    browser = log_in()
    new = {"old_password": PASSWORD, "new_password1": "another-long-one-2", "new_password2": "another-long-one-2"}
    answer = browser.post("/admin/password_change/", new, follow=True)
    assert answer.status_code == 200 and is_in(browser)
    assert is_in(log_in("another-long-one-2")) and not is_in(log_in())


def test_a_person_who_was_shut_out_sees_nothing_any_more(user_id) -> None:
    browser = log_in()
    with user_scope(user_id):
        User.objects.filter(pk=user_id).update(is_active=False)
    assert not is_in(browser)


def test_a_changed_password_ends_other_sessions(user_id) -> None:
    elsewhere, browser = log_in(), log_in()
    new = {"old_password": PASSWORD, "new_password1": "another-long-one-2", "new_password2": "another-long-one-2"}
    browser.post("/admin/password_change/", new)
    assert not is_in(elsewhere)
