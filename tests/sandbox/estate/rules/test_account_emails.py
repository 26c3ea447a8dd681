from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from boto3.session import Session
from hypothesis import given
from hypothesis import strategies as st

from sandbox import estate
from sandbox.estate.rules.account_emails import check

Breaches = Callable[..., list[tuple[str, str, str]]]

SMALL = estate.load(Path(__file__).parents[3] / "estates" / "small.yaml")
MODEL = Session().client("organizations", region_name="us-east-1").meta.service_model.shape_for("Email").metadata
"""The constraints of the API's model for an email."""


def test_an_email_with_a_tag_is_accepted(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", "email: aws+shop@eu.kiosk.example"))
    assert not found


def test_an_email_without_a_domain_is_refused(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", "email: mobile@kiosk"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.email", "mobile@kiosk is not a valid email address")
    ]


def test_an_email_with_a_character_that_organizations_refuses_is_refused(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", 'email: "a&b@kiosk.example"'))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.email", "a&b@kiosk.example is not a valid email address")
    ]


def test_an_email_of_more_than_64_characters_is_refused(breaches: Breaches):
    long = f"{'a' * 60}@kiosk.example"
    found = breaches(("email: aws+mobile@kiosk.example", f"email: {long}"))
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.mobile.email", f"{long} has 74 characters")]


def test_the_management_accounts_email_is_checked(breaches: Breaches):
    found = breaches(("email: aws@kiosk.example", "email: .aws@kiosk.example"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("organization.management.email", ".aws@kiosk.example is not a valid email address")
    ]


@given(st.emails())
def test_an_accepted_email_is_accepted_by_the_api(email: str):
    """The converse does not hold: the pattern of the API's model is wider than the documented rules."""
    mobile = SMALL.accounts["mobile"].model_copy(update={"email": email})
    if not list(check.check(SMALL.model_copy(update={"accounts": {"mobile": mobile}}))):
        assert re.fullmatch(MODEL["pattern"], email)
        assert MODEL["min"] <= len(email) <= MODEL["max"]
