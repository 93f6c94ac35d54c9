"""Passwords cannot be guessed by trying."""

from __future__ import annotations

import pytest
from django.test import Client

from tenants.guessing import MAX_PAIR
from tenants.services import add_member

EMAIL, PASSWORD = "ada@example.com", "a-long-password-1"


@pytest.fixture
def person(tenant) -> str:
    """A person of the tenant."""
    return add_member(tenant, EMAIL, PASSWORD)


def try_once(password: str, email: str = EMAIL, address: str = "192.0.2.1") -> str:
    """Where the try leads to: in, or what the page says."""
    answer = Client(REMOTE_ADDR=address).post("/admin/login/?next=/admin/", {"username": email, "password": password})
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_after_too_many_tries_the_right_password_does_not_help(redis_url, person) -> None:
    for _ in range(MAX_PAIR):
        assert "Too many tries" not in try_once("guess")
    assert "Too many tries" in try_once(PASSWORD)


def test_another_way_to_write_the_email_is_the_same_person(redis_url, person) -> None:
    for _ in range(MAX_PAIR):
        try_once("guess")
    assert "Too many tries" in try_once(PASSWORD, email=EMAIL.upper())


def test_the_person_can_still_come_from_elsewhere(redis_url, person) -> None:
    for _ in range(MAX_PAIR + 1):
        try_once("guess")
    assert try_once(PASSWORD, address="192.0.2.2") == "in"


def test_a_success_begins_anew(redis_url, person) -> None:
    for _ in range(MAX_PAIR - 1):
        try_once("guess")
    assert try_once(PASSWORD) == "in"
    assert "Too many tries" not in try_once("guess")


def test_without_redis_people_can_work(person) -> None:
    assert try_once(PASSWORD) == "in"
