"""Vaults of AWS Backup.

Reference: AWS Backup API reference, GetBackupVaultAccessPolicy.
"""

from __future__ import annotations

from sandbox.snapshot.resource_type import Exported, ResourceType

RESOURCE_TYPE = ResourceType(
    token="aws:backup/vault:Vault",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:backup:{region}:{account}:backup-vault:{name}",
    policy_token="aws:backup/vaultPolicy:VaultPolicy",  # noqa: S106 - the same
    policy_target="backupVaultName",
    exported=Exported(
        service="backup",
        file=r"backup-vault-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws backup get-backup-vault-access-policy --backup-vault-name {name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:backup:{region}:{account}:backup-vault:{name}",
        error_without_policy="ResourceNotFoundException",
    ),
)
