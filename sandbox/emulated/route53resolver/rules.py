"""Resolver rules: changed by their owner, visible to the accounts that they are shared with."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.route53resolver.filters import RULE_FILTERS, matching
from sandbox.emulated.route53resolver.store import (
    backend,
    every_backend,
    own_rule,
    rule_as_dict,
    visible_rule,
    visible_rules,
)
from sandbox.emulated.service_call import Call

DNS_PORT = 53


@operation("CreateResolverRule")
def create_resolver_rule(call: Call) -> dict[str, Any]:
    """Create a rule; FORWARD needs an outbound endpoint and targets, SYSTEM takes neither."""
    targets, endpoint = call.request.get("TargetIps") or [], call.request.get("ResolverEndpointId")
    match call.request["RuleType"]:
        case "FORWARD" if not targets or not endpoint:
            raise AwsError(
                "InvalidRequestException",
                "A FORWARD rule needs TargetIps and the ResolverEndpointId of an outbound endpoint.",
            )
        case "SYSTEM" if targets or endpoint:
            raise AwsError(
                "InvalidRequestException",
                "Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule",
            )
    # moto appends the last dot even where it is present.
    name = (call.request.get("DomainName") or "").removesuffix(".")
    if not name:
        raise AwsError("InvalidParameterException", f"A rule of type {call.request['RuleType']} needs a DomainName.")
    requested = {**call.request, "DomainName": name}
    if targets:
        requested["TargetIps"] = _targets(targets)
    made = call.inner(requested)["ResolverRule"]
    return {"ResolverRule": rule_as_dict(own_rule(made["Id"], call.account, call.region), call.account)}


@operation("GetResolverRule")
def get_resolver_rule(call: Call) -> dict[str, Any]:
    """Return an own rule, or one that is shared with the caller."""
    rule = visible_rule(call.request["ResolverRuleId"], call.account, call.region)
    return {"ResolverRule": rule_as_dict(rule, call.account)}


@operation("ListResolverRules")
def list_resolver_rules(call: Call) -> dict[str, Any]:
    """Return the caller's own rules and those shared with it."""
    found = [rule_as_dict(each, call.account) for each in visible_rules(call.account, call.region)]
    wanted = matching(found, call.request.get("Filters", []), RULE_FILTERS)
    return call.page("ResolverRules", wanted) | {"MaxResults": call.request.get("MaxResults") or call.paging.size}


@operation("UpdateResolverRule")
def update_resolver_rule(call: Call) -> dict[str, Any]:
    """Change name, targets or endpoint of a forwarding rule."""
    rule = own_rule(call.request["ResolverRuleId"], call.account, call.region)
    config = call.request["Config"]
    if rule.rule_type != "FORWARD" and ("TargetIps" in config or "ResolverEndpointId" in config):
        raise AwsError("InvalidRequestException", f"Resolver rule {rule.id} is not a FORWARD rule: it has no targets.")
    if endpoint := config.get("ResolverEndpointId"):
        known = backend(call.account, call.region).resolver_endpoints.get(endpoint)
        if known is None or known.direction != "OUTBOUND":
            raise AwsError(
                "ResourceNotFoundException", f"Outbound resolver endpoint with ID '{endpoint}' does not exist."
            )
        rule.resolver_endpoint_id = endpoint
    if "TargetIps" in config:
        rule.target_ips = _targets(config["TargetIps"])
    if "Name" in config:
        rule.name = config["Name"]
    rule.modification_time = call.now.isoformat()
    return {"ResolverRule": rule_as_dict(rule, call.account)}


@operation("DeleteResolverRule")
def delete_resolver_rule(call: Call) -> dict[str, Any]:
    """Delete a rule without associations in any account."""
    rule = own_rule(call.request["ResolverRuleId"], call.account, call.region)
    followers = [
        each
        for resolver in every_backend(call.region)
        for each in list(resolver.resolver_rule_associations.values())
        if each.resolver_rule_id == rule.id
    ]
    if followers:
        raise AwsError(
            "ResourceInUseException",
            "Please disassociate this resolver rule from VPC first before deleting: "
            + ", ".join(each.vpc_id for each in followers),
        )
    return call.inner(call.request)


def _targets(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for target in targets:
        try:
            IPv4Address(target.get("Ip", ""))
        except AddressValueError as bad:
            raise AwsError("InvalidParameterException", f"Invalid IPv4 address: '{target.get('Ip')}'") from bad
    return [{"Port": DNS_PORT, **target} for target in targets]
