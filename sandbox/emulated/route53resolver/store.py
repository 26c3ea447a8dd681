"""Find rules and associations across accounts; moto has one set for each account and Region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.route53resolver.models import route53resolver_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.grants import is_shared, shared_with


def backend(account: str, region: str) -> Any:
    """Return moto's resolver of one account and Region."""
    return route53resolver_backends[account][region]


def every_backend(region: str) -> Iterator[Any]:
    """Yield moto's resolvers of all accounts in a Region."""
    for account in list(route53resolver_backends):
        if region in route53resolver_backends[account]:
            yield route53resolver_backends[account][region]


def visible_rules(account: str, region: str) -> Iterator[Any]:
    """Yield the rules that the account owns or that are shared with it."""
    for each in every_backend(region):
        for rule in list(each.resolver_rules.values()):
            if each.account_id == account or shared_with(rule.arn, account):
                yield rule


def visible_rule(rule_id: str, account: str, region: str) -> Any:
    """Return one of those rules, or raise AWS's error."""
    for rule in visible_rules(account, region):
        if rule.id == rule_id:
            return rule
    raise AwsError("ResourceNotFoundException", f'[RSLVR-00703] Resolver rule with ID "{rule_id}" does not exist.')


def own_rule(rule_id: str, account: str, region: str) -> Any:
    """Return a rule that the account may change."""
    rule = visible_rule(rule_id, account, region)
    if rule.account_id != account:
        raise AwsError(
            "AccessDeniedException",
            f"Resolver rule {rule_id} is shared with you: only account {rule.account_id} changes it.",
        )
    return rule


def rule_as_dict(rule: Any, account: str) -> dict[str, Any]:
    """Return a rule as the account sees it."""
    shared = "SHARED_BY_ME" if is_shared(rule.arn) else "NOT_SHARED"
    shown = {**rule.description(), "ShareStatus": shared if rule.account_id == account else "SHARED_WITH_ME"}
    return {name: value for name, value in shown.items() if value is not None}
