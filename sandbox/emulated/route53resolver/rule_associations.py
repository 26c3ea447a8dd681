"""Associations of VPCs with rules, by the VPC's account, with its own rule or a shared one."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import ec2_backends
from moto.route53resolver.models import ResolverRuleAssociation

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.route53resolver.store import backend, every_backend, visible_rule
from sandbox.emulated.service_call import Call


@operation("AssociateResolverRule")
def associate_resolver_rule(call: Call) -> dict[str, Any]:
    """Associate a rule; a VPC has one rule for a domain at most."""
    rule = visible_rule(call.request["ResolverRuleId"], call.account, call.region)
    vpc = call.request["VPCId"]
    if vpc not in ec2_backends[call.account][call.region].vpcs:
        raise AwsError("InvalidParameterException", f"The vpc ID '{vpc}' does not exist")
    associations = backend(call.account, call.region).resolver_rule_associations
    for each in list(associations.values()):
        if each.vpc_id == vpc and _domain(each.resolver_rule_id, call.region) == rule.domain_name:
            raise AwsError(
                "ResourceExistsException" if each.resolver_rule_id == rule.id else "InvalidRequestException",
                "[RSLVR-00602] Cannot associate rules with same domain name with same VPC."
                f' Conflict with resolver rule "{each.resolver_rule_id}"',
            )
    made = ResolverRuleAssociation(
        call.region, f"rslvr-rrassoc-{call.token(17)}", rule.id, vpc, call.request.get("Name", "")
    )
    associations[made.id] = made
    return {"ResolverRuleAssociation": {**made.description(), "Status": "CREATING"}}


@operation("DisassociateResolverRule")
def disassociate_resolver_rule(call: Call) -> dict[str, Any]:
    """Disassociate a rule, also one that is no longer shared."""
    rule, vpc = call.request["ResolverRuleId"], call.request["VPCId"]
    associations = backend(call.account, call.region).resolver_rule_associations
    for each in list(associations.values()):
        if (each.resolver_rule_id, each.vpc_id) == (rule, vpc):
            del associations[each.id]
            return {"ResolverRuleAssociation": {**each.description(), "Status": "DELETING"}}
    raise AwsError(
        "ResourceNotFoundException",
        f"Resolver rule association between resolver rule '{rule}' and VPC '{vpc}' does not exist",
    )


def _domain(rule_id: str, region: str) -> str | None:
    for resolver in every_backend(region):
        if rule_id in resolver.resolver_rules:
            return str(resolver.resolver_rules[rule_id].domain_name)
    return None
