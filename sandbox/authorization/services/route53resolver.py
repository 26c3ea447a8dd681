"""Route 53 Resolver: associations behind which a rule is."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    behind={"GetResolverRuleAssociation": ("resolver-rule", "ResolverRuleAssociationId")},
    types={
        "AssociateFirewallRuleGroup": ("firewall-rule-group",),
        "AssociateResolverRule": ("resolver-rule",),
        "DisassociateResolverRule": ("resolver-rule",),
    },
    identifiers={
        "firewall-rule-group": ("FirewallRuleGroupId",),
        "resolver-endpoint": ("ResolverEndpointId",),
        "resolver-rule": ("ResolverRuleId",),
        "resolver-query-log-config": ("ResolverQueryLogConfigId",),
        "firewall-domain-list": ("FirewallDomainListId",),
    },
)
