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


def test_an_account_name_may_be_the_start_of_another(breaches: Breaches):
    assert not breaches(*MOBILE_APP)


def test_endpoints_with_the_same_joined_name_are_refused(breaches: Breaches):
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


def test_clients_of_other_vpcs_are_named_by_their_ranges(breaches: Breaches):
    assert not breaches(*MOBILE_APP, ("clients: [mobile/app, datacentre]", "clients: [mobile/app, mobile-app]"))


def test_jobs_with_the_same_joined_name_are_refused(breaches: Breaches):
    found = breaches(*MOBILE_APP, ("jobs:\n", 'jobs:\n  app-reader: {description: "Looks", policies: []}\n'))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("jobs.reader", "mobile-app/reader and mobile/app-reader would both be called mobile-app-reader")
    ]


def _account(name: str, network: int) -> tuple[str, str]:
    text = (
        f"  {name}:\n    email: aws+{name}@kiosk.example\n"
        f"    vpc: {{cidr: 10.{network}.0.0/20, tiers: {{app: 24}}}}\n    table: departments\n"
    )
    return "  mobile:\n", f"{text}  mobile:\n"


def test_propagations_with_the_same_joined_name_are_refused(breaches: Breaches):
    tables = ("  tables:\n", "  tables:\n    east: [datacentre]\n    to-east: [datacentre]\n")
    unit = ("departments: [mobile]", "departments: [mobile, mobile-to]")
    found = breaches(unit, _account("mobile-to", 34), tables)
    assert found == [
        (
            "accounts.mobile",
            "mobile in the table to-east and mobile-to in the table east would both be called mobile-to-to-east",
            "rename one",
        )
    ]
    assert not breaches(unit, _account("mobile-to", 34), ("  tables:\n", "  tables:\n    to-east: [datacentre]\n"))


def test_an_accounts_own_table_is_included(breaches: Breaches):
    unit = ("departments: [mobile]", "departments: [mobile, mobile-to]")
    table = ("  tables:\n", "  tables:\n    to-own-legacy: [datacentre]\n")
    reaches = ("    internet: true\n", "    internet: true\n    reaches: [legacy]\n")
    account = _account("mobile-to", 34)
    assert not breaches(unit, account, table)
    assert [wrong for _, wrong, _ in breaches(unit, account, table, reaches)] == [
        (
            "mobile in the table to-own-legacy and mobile-to in the table own-legacy would both be called "
            "mobile-to-to-own-legacy"
        )
    ]


def test_rules_with_the_same_joined_name_are_refused(breaches: Breaches):
    def endpoint(name: str, *clients: str) -> tuple[str, str]:
        text = f"  mobile/{name}: {{tier: app, port: 443, clients: [{', '.join(clients)}]}}\n"
        return "  mobile/edge:", f"{text}  mobile/edge:"

    clients = (endpoint("x"), endpoint("x-from-mobile-x"))
    apart = endpoint("web-from-mobile-x", "mobile/x")
    assert not breaches(*clients, apart)
    assert breaches(*clients, apart, endpoint("web", "mobile/x-from-mobile-x")) == [
        (
            "endpoints.mobile/web.clients.0",
            (
                "mobile/x-from-mobile-x of mobile/web and mobile/x of mobile/web-from-mobile-x would both be called "
                "mobile-web-from-mobile-x-from-mobile-x"
            ),
            "rename one",
        )
    ]


def test_job_policies_with_the_same_joined_name_are_refused(breaches: Breaches):
    arn = "arn:aws:iam::aws:policy/only-ReadOnlyAccess"
    jobs = 'jobs:\n  reader-only: {description: "Looks", policies: [ReadOnlyAccess]}\n'
    clash = ("policies: [ReadOnlyAccess], session_hours", f'policies: ["{arn}"], session_hours')
    assert not breaches(("jobs:\n", jobs))
    assert [(path, wrong) for path, wrong, _ in breaches(("jobs:\n", jobs), clash)] == [
        (
            "jobs.reader.policies.0",
            (
                "only-ReadOnlyAccess of mobile/reader and ReadOnlyAccess of mobile/reader-only would both be called "
                "mobile-reader-only-ReadOnlyAccess"
            ),
        )
    ]
