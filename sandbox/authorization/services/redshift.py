"""Redshift: names of groups, and ARNs of resources in tags."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "parametergroup": ("ParameterGroupName",),
        "securitygroup": ("ClusterSecurityGroupName",),
        "subnetgroup": ("ClusterSubnetGroupName",),
        "snapshot": ("SnapshotIdentifier",),
        "cluster": ("ClusterIdentifier",),
    },
    variables={
        "SecurityGroupName": ("ClusterSecurityGroupName",),
        "ClusterName": ("ClusterIdentifier", "SnapshotClusterIdentifier"),
    },
    types={"DescribeTags": ("cluster", "snapshot", "parametergroup", "subnetgroup")},
    tag_action="CreateTags",
)
