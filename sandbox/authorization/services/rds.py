"""RDS: identifiers of clusters, instances, groups and snapshots, and the role that monitors."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "cluster": ("DBClusterIdentifier", "ReplicationSourceIdentifier", "SourceDBClusterIdentifier"),
        "cluster-pg": ("DBClusterParameterGroupName", "TargetDBClusterParameterGroupIdentifier"),
        "cluster-snapshot": ("DBClusterSnapshotIdentifier", "TargetDBClusterSnapshotIdentifier", "SnapshotIdentifier"),
        "DeleteDBCluster.cluster-snapshot": ("FinalDBSnapshotIdentifier",),
        "db": ("DBInstanceIdentifier", "TargetDBInstanceIdentifier"),
        "og": ("OptionGroupName",),
        "pg": ("DBParameterGroupName", "TargetDBParameterGroupIdentifier"),
        "proxy": ("DBProxyName",),
        "secgrp": ("DBSecurityGroupName",),
        "shardgrp": ("DBShardGroupIdentifier",),
        "snapshot": ("DBSnapshotIdentifier", "TargetDBSnapshotIdentifier", "FinalDBSnapshotIdentifier"),
        "subgrp": ("DBSubnetGroupName",),
        "es": ("SubscriptionName",),
        "global-cluster": ("GlobalClusterIdentifier",),
    },
    tag_action="AddTagsToResource",
    passes=dict.fromkeys(
        ("CreateDBInstance", "ModifyDBInstance", "CreateDBCluster", "ModifyDBCluster"),
        (("MonitoringRoleArn", "monitoring.rds.amazonaws.com"),),
    ),
)
