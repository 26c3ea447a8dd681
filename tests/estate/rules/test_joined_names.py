from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]

MOBILE_APP = (
    ("departments: [mobile]", "departments: [mobile, mobile-app]"),
    (
        "  mobile:\n",
        (
            "  mobile-app:\n"
            "    email: aws+app@kiosk.example\n"
            "    vpc: {cidr: 10.34.0.0/20, tiers: {app: 24}}\n"
            "    table: departments\n"
            "  mobile:\n"
        ),
    ),
)


def test_an_account_may_be_named_as_the_start_of_another(breaches: Breaches):
    assert not breaches(*MOBILE_APP)


def test_endpoints_of_two_accounts_may_not_become_one_name(breaches: Breaches):
    found = breaches(
        *MOBILE_APP,
        ("  mobile/edge:", "  mobile-app/web: {tier: app, port: 443}\n  mobile/edge:"),
        ("  mobile/edge:", "  mobile/app-web: {tier: app, port: 443}\n  mobile/edge:"),
    )
    assert found == [
        (
            "endpoints.mobile/app-web",
            "mobile/app-web and mobile-app/web would both be called mobile-app-web",
            "rename one",
        )
    ]


def test_clients_of_an_endpoint_may_not_become_one_name(breaches: Breaches):
    found = breaches(*MOBILE_APP, ("clients: [mobile/app, datacentre]", "clients: [mobile/app, mobile-app]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.legacy/postgres.clients.1", "mobile-app and mobile/app would both be called mobile-app")
    ]


def test_jobs_of_two_departments_may_not_become_one_name(breaches: Breaches):
    found = breaches(*MOBILE_APP, ("jobs:\n", 'jobs:\n  app-reader: {description: "Looks", policies: []}\n'))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.reader", "mobile-app/reader and mobile/app-reader would both be called mobile-app-reader")
    ]
