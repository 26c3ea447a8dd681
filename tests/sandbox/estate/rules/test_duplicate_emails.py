from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_emails_with_different_tags_are_accepted(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", "email: aws+mobil@kiosk.example"))
    assert not found


def test_an_email_of_two_accounts_is_refused_with_the_other_account(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", "email: aws+legacy@kiosk.example"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.email", "aws+legacy@kiosk.example is also the email of account legacy")
    ]


def test_emails_that_differ_only_in_case_are_refused(breaches: Breaches):
    found = breaches(("email: aws+mobile@kiosk.example", "email: AWS@kiosk.example"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.email", "AWS@kiosk.example is also the email of the management account kiosk-management")
    ]
