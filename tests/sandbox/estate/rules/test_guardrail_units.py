from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_unit_without_guardrails_is_accepted(breaches: Breaches):
    found = breaches(("    infrastructure: [protect-baseline]\n", ""))
    assert not found


def test_a_guardrail_of_an_unknown_unit_is_refused(breaches: Breaches):
    found = breaches(("    infrastructure: [protect-baseline]", "    infrastrucure: [protect-baseline]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("guardrails.units.infrastrucure", "there is no unit infrastrucure")
    ]


def test_a_target_takes_five_service_control_policies_with_fullawsaccess(breaches: Breaches):
    found = breaches(
        (
            "root: [deny-leaving, deny-root-user, allowed-regions]",
            "root: [deny-leaving, deny-root-user, allowed-regions, no-outside-sharing, protect-boundary]",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("guardrails.root", "5 service control policies, but with FullAWSAccess a target takes 4 more")
    ]


def test_resource_control_policies_are_counted_separately(breaches: Breaches):
    found = breaches(
        (
            "root: [deny-leaving, deny-root-user, allowed-regions]",
            "root: [deny-leaving, deny-root-user, allowed-regions, no-outside-sharing, data-perimeter]",
        )
    )
    assert not found
