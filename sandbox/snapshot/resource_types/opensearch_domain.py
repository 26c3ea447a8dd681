"""Domains of OpenSearch Service.

Reference: OpenSearch Service API reference, DescribeDomainConfig (AccessPolicies).
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:opensearch/domain:Domain",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:es:{region}:{account}:domain/{name}",
    policy_token="aws:opensearch/domainPolicy:DomainPolicy",  # noqa: S106 - the same
    policy_target="domainName",
    policy_property="accessPolicies",
    exported=Exported(
        service="opensearch",
        file=r"domain-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws opensearch describe-domain-config --domain-name {name} --region {region}",
        policy=("DomainConfig", "AccessPolicies", "Options"),
        arn="arn:{partition}:es:{region}:{account}:domain/{name}",
    ),
)
