"""What AWS owns or creates in every account: it can be used and read, but not changed or deleted."""

from __future__ import annotations

from sandbox.iam.refusals import pages
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import ServiceRefusal

_RESERVED_TAG = "aws:requesttag/aws:"
_IAM_CHANGES = "iam:Add* iam:Attach* iam:Create* iam:Delete* iam:Detach* iam:Put* iam:Remove* iam:Set* iam:Update*"
_IAM_TAGS = "iam:Tag* iam:Untag*"
_LINKED_ROLE_CHANGES = """
    iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePermissionsBoundary iam:DeleteRolePolicy
    iam:DetachRolePolicy iam:PutRolePermissionsBoundary iam:PutRolePolicy iam:UpdateAssumeRolePolicy
"""
"""Of a service-linked role only its description and tags can be changed, and IAM deletes it on request."""
_KMS_CHANGES = """
    kms:CancelKeyDeletion kms:DeleteImportedKeyMaterial kms:DisableKey kms:DisableKeyRotation kms:EnableKey
    kms:EnableKeyRotation kms:ImportKeyMaterial kms:PutKeyPolicy kms:ReplicateKey kms:RotateKeyOnDemand
    kms:ScheduleKeyDeletion kms:TagResource kms:UntagResource kms:UpdateKeyDescription kms:UpdatePrimaryRegion
"""


def _reserved_tag_key(request: Request) -> bool:
    """Return whether a request that no service makes for its caller sets or removes a tag with a reserved key."""
    context = request.context
    if context.get("aws:calledvia"):
        return False
    for key in context:  # of every decision, and a loop takes a third of the time of `any`
        if key.startswith(_RESERVED_TAG):
            return True
    keys = context.get("aws:tagkeys")
    return keys is not None and any(key.lower().startswith("aws:") for key in keys)


def _reserved_event_source(request: Request) -> bool:
    return any(source.startswith("aws.") for source in request.values("events:source"))


def _managed_key(request: Request) -> bool:
    return request.settings.get("manager") == "aws"


AWS_OWNED = (
    ServiceRefusal(
        f"{_IAM_CHANGES} {_IAM_TAGS}",
        "arn:*:iam::aws:policy/*",
        "AWS managed policies cannot be changed",
        f"{pages.IAM_GUIDE}/access_policies_managed-vs-inline.html",
    ),
    ServiceRefusal(
        f"{_IAM_CHANGES} {_IAM_TAGS}",
        "arn:*:iam::*:role/aws-reserved/*",
        "roles with the path /aws-reserved/ can be changed only by AWS",
        f"{pages.IDENTITY_CENTER_GUIDE}/troubleshooting.html",
    ),
    ServiceRefusal(
        _LINKED_ROLE_CHANGES,
        "arn:*:iam::*:role/aws-service-role/*",
        "service-linked roles can be changed only by their service",
        f"{pages.IAM_GUIDE}/id_roles_create-service-linked-role.html",
    ),
    ServiceRefusal(
        "iam:PassRole",
        "arn:*:iam::*:role/*",
        "a role of another account cannot be passed",
        f"{pages.IAM_GUIDE}/id_roles_use_passrole.html",
        lambda request: not request.same_account,
    ),
    ServiceRefusal(
        "kms:CreateAlias kms:DeleteAlias kms:UpdateAlias",
        "arn:*:kms:*:*:alias/aws/*",
        "aliases that begin with alias/aws/ are those of AWS managed keys",
        f"{pages.KMS_API}/API_CreateAlias.html",
    ),
    ServiceRefusal(
        f"{_KMS_CHANGES} kms:CreateAlias kms:DeleteAlias kms:UpdateAlias",
        "*",
        "AWS managed keys cannot be changed or deleted",
        f"{pages.KMS_GUIDE}/editing-keys.html",
        _managed_key,
    ),
    ServiceRefusal(
        "organizations:DeletePolicy organizations:UpdatePolicy",
        "arn:*:organizations::aws:policy/*",
        "AWS managed policies of Organizations cannot be changed or deleted",
        f"{pages.ORGANIZATIONS_GUIDE}/orgs_reference_available-policies.html",
    ),
    ServiceRefusal(
        "organizations:DetachPolicy",
        "arn:*:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
        "RCPFullAWSAccess cannot be detached",
        f"{pages.ORGANIZATIONS_GUIDE}/orgs_manage_policies_rcps.html",
    ),
    ServiceRefusal(
        "ec2:DeleteManagedPrefixList ec2:ModifyManagedPrefixList ec2:RestoreManagedPrefixListVersion",
        "arn:*:ec2:*:aws:prefix-list/*",
        "prefix lists that AWS owns cannot be changed or deleted",
        f"{pages.VPC_GUIDE}/managed-prefix-lists.html",
    ),
    ServiceRefusal(
        "ram:AssociateResourceShare ram:CreateResourceShare",
        "arn:*:ec2:*:aws:prefix-list/*",
        "prefix lists that AWS owns cannot be shared",
        f"{pages.VPC_GUIDE}/managed-prefix-lists.html",
    ),
    ServiceRefusal(
        "events:DeleteEventBus",
        "arn:*:events:*:*:event-bus/default",
        "the default event bus cannot be deleted",
        f"{pages.EVENTS_API}/API_DeleteEventBus.html",
    ),
    ServiceRefusal(
        "events:PutEvents",
        "*",
        "only AWS services send events with a source that has the reserved prefix aws",
        f"{pages.EVENTS_V2_API}/API_PutEventsRequestEntry.html",
        _reserved_event_source,
    ),
    ServiceRefusal(
        "rds:DeleteDBParameterGroup rds:ModifyDBParameterGroup rds:ResetDBParameterGroup",
        "arn:*:rds:*:*:pg:default.*",
        "default DB parameter groups cannot be changed or deleted",
        f"{pages.RDS_GUIDE}/USER_WorkingWithParamGroups.html",
    ),
    ServiceRefusal(
        "rds:DeleteDBClusterParameterGroup rds:ModifyDBClusterParameterGroup rds:ResetDBClusterParameterGroup",
        "arn:*:rds:*:*:cluster-pg:default.*",
        "default DB cluster parameter groups cannot be changed or deleted",
        f"{pages.RDS_GUIDE}/USER_WorkingWithParamGroups.html",
    ),
    ServiceRefusal(
        "rds:DeleteOptionGroup rds:ModifyOptionGroup",
        "arn:*:rds:*:*:og:default:*",
        "default option groups cannot be changed or deleted",
        f"{pages.RDS_API}/API_DeleteOptionGroup.html",
    ),
    ServiceRefusal(
        "rds:DeleteDBSubnetGroup rds:ModifyDBSubnetGroup",
        "arn:*:rds:*:*:subgrp:default",
        "the default DB subnet group cannot be changed or deleted",
        f"{pages.DOCUMENTDB_API}/API_DeleteDBSubnetGroup.html",
    ),
    ServiceRefusal(
        "elasticache:DeleteCacheParameterGroup elasticache:ModifyCacheParameterGroup "
        "elasticache:ResetCacheParameterGroup",
        "arn:*:elasticache:*:*:parametergroup:default.*",
        "default cache parameter groups cannot be changed or deleted",
        f"{pages.ELASTICACHE_API}/API_DeleteCacheParameterGroup.html",
    ),
    ServiceRefusal(
        "elasticache:DeleteCacheSubnetGroup",
        "arn:*:elasticache:*:*:subnetgroup:default",
        "the default cache subnet group cannot be deleted",
        f"{pages.ELASTICACHE_API}/API_DeleteCacheSubnetGroup.html",
    ),
    ServiceRefusal(
        "memorydb:DeleteParameterGroup",
        "arn:*:memorydb:*:*:parametergroup/default.*",
        "default parameter groups cannot be deleted",
        f"{pages.MEMORYDB_API}/API_DeleteParameterGroup.html",
    ),
    ServiceRefusal(
        "redshift:DeleteClusterParameterGroup",
        "arn:*:redshift:*:*:parametergroup:default.*",
        "default cluster parameter groups cannot be deleted",
        f"{pages.REDSHIFT_API}/API_DeleteClusterParameterGroup.html",
    ),
    ServiceRefusal(
        "route53resolver:DeleteResolverRule route53resolver:UpdateResolverRule",
        "arn:*:route53resolver:*:*:resolver-rule/rslvr-autodefined-*",
        "autodefined Resolver rules cannot be changed or deleted",
        f"{pages.ROUTE_53_GUIDE}/resolver-rules-managing.html",
    ),
    ServiceRefusal(
        "athena:DeleteWorkGroup",
        "arn:*:athena:*:*:workgroup/primary",
        "the primary workgroup cannot be deleted",
        f"{pages.ATHENA_API}/API_DeleteWorkGroup.html",
    ),
    ServiceRefusal(
        "backup:DeleteBackupVault",
        "arn:*:backup:*:*:backup-vault:aws/efs/automatic-backup-vault",
        "the automatic backup vault of Amazon EFS cannot be deleted",
        pages.BACKUP_KNOWLEDGE,
    ),
    ServiceRefusal(
        "codedeploy:DeleteDeploymentConfig",
        "arn:*:codedeploy:*:*:deploymentconfig:CodeDeployDefault.*",
        "predefined deployment configurations cannot be deleted",
        f"{pages.CODEDEPLOY_API}/API_DeleteDeploymentConfig.html",
    ),
    *(
        ServiceRefusal(
            "ecs:DeleteCapacityProvider",
            f"arn:*:ecs:*:*:capacity-provider/{name}",
            f"the capacity provider {name} cannot be deleted",
            f"{pages.ECS_API}/API_DeleteCapacityProvider.html",
        )
        for name in ("FARGATE", "FARGATE_SPOT")
    ),
    ServiceRefusal(
        "*",
        "*",
        "tag keys that begin with aws: are reserved",
        f"{pages.TAGGING_GUIDE}/tagging.html",
        _reserved_tag_key,
    ),
)
"""What is refused by ARN, setting or condition key."""
