from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_department_may_trust_anothers_job(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        (
            "  security: {",
            "  data: {email: aws+data@kiosk.example, trusts: {reader: [mobile/operator]}}\n  security: {",
        ),
    )
    assert not found


def test_a_trust_in_an_unknown_job_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        (
            "  security: {",
            "  data: {email: aws+data@kiosk.example, trusts: {reader: [mobile/operater]}}\n  security: {",
        ),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.data.trusts.reader.0", "there is no job operater")
    ]


def test_a_trust_in_an_unknown_account_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        ("  security: {", "  data: {email: aws+data@kiosk.example, trusts: {reader: [mobil/operator]}}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.data.trusts.reader.0", "there is no account mobil")
    ]


def test_an_unknown_department_is_not_suggested(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data, shop]"),
        ("  security: {", "  data: {email: aws+data@kiosk.example, trusts: {reader: [shop/operator]}}\n  security: {"),
    )
    assert ("accounts.data.trusts.reader.0", "there is no account shop", "the departments are: mobile, data") in found


def test_a_trust_in_an_account_without_jobs_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        (
            "  security: {",
            "  data: {email: aws+data@kiosk.example, trusts: {reader: [legacy/operator]}}\n  security: {",
        ),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.data.trusts.reader.0", "legacy has no jobs")]


def test_a_trust_in_the_same_account_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        ("  security: {", "  data: {email: aws+data@kiosk.example, trusts: {reader: [data/operator]}}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.data.trusts.reader.0", "data/operator is a job of the same account")
    ]


def test_a_trust_without_a_job_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        ("  security: {", "  data: {email: aws+data@kiosk.example, trusts: {reader: [mobile]}}\n  security: {"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.data.trusts.reader.0", "mobile is not account/job")
    ]


def test_a_trust_for_an_unknown_job_is_refused(breaches: Breaches):
    found = breaches(
        ("departments: [mobile]", "departments: [mobile, data]"),
        (
            "  security: {",
            "  data: {email: aws+data@kiosk.example, trusts: {raeder: [mobile/operator]}}\n  security: {",
        ),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.data.trusts.raeder", "there is no job raeder")]


def test_a_trust_for_a_job_of_an_account_without_jobs_is_refused(breaches: Breaches):
    found = breaches(
        (
            "security: {email: aws+security@kiosk.example}",
            "security: {email: aws+security@kiosk.example, trusts: {reader: [mobile/reader]}}",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.security.trusts.reader", "security has no jobs")]
