"""The roles that Organizations creates in an account: the access role of management and the service-linked one."""

from __future__ import annotations

import json
from typing import Any

from localstack.aws.connect import connect_to

_SERVICE = "organizations.amazonaws.com"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def make_access_role(account: str, management: str, role: str) -> None:
    """Create an administrator's role in a new account, which the management account may assume."""
    iam = _iam(account)
    trust = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{management}:root"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    )
    try:
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)
    except iam.exceptions.EntityAlreadyExistsException:
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust)
    iam.attach_role_policy(RoleName=role, PolicyArn=_ADMINISTRATOR)


def make_service_linked_role(account: str) -> None:
    """Create AWSServiceRoleForOrganizations, unless an account that joins again has it."""
    iam = _iam(account)
    roles = iam.list_roles(PathPrefix=f"/aws-service-role/{_SERVICE}/")["Roles"]
    if not roles:
        iam.create_service_linked_role(AWSServiceName=_SERVICE)


def _iam(account: str) -> Any:
    return connect_to(aws_access_key_id=account, region_name="us-east-1").iam
