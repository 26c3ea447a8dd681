"""Exported files of a small organization, as the AWS CLI writes them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

ACCOUNT = "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/reader"
DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}]}
ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/most"
FILES: dict[str, Any] = {
    "organization/describe-organization.json": {"Organization": {"Id": "o-1", "MasterAccountId": "999999999999"}},
    "organization/list-roots.json": {
        "Roots": [
            {"Id": "r-1", "Name": "Root", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}
        ]
    },
    "organization/units-of-r-1.json": {"OrganizationalUnits": []},
    "organization/accounts-of-r-1.json": {
        "Accounts": [
            {"Id": ACCOUNT, "Name": "mobile", "Status": "ACTIVE"},
            {"Id": "333333333333", "Name": "old", "Status": "SUSPENDED"},
        ]
    },
    "organization/policies-of-r-1-SERVICE_CONTROL_POLICY.json": {
        "Policies": [{"Id": "p-1"}, {"Id": "p-FullAWSAccess"}]
    },
    f"organization/policies-of-{ACCOUNT}-SERVICE_CONTROL_POLICY.json": {"Policies": [{"Id": "p-FullAWSAccess"}]},
    "organization/policy-p-1.json": {"Policy": {"PolicySummary": {"Name": "rail"}, "Content": json.dumps(DENY)}},
    f"accounts/{ACCOUNT}/authorization-details.json": {
        "UserDetailList": [
            {"Arn": f"arn:aws:iam::{ACCOUNT}:user/ann", "GroupList": ["people"], "UserPolicyList": []},
        ],
        "GroupDetailList": [
            {"GroupName": "people", "GroupPolicyList": [{"PolicyName": "own", "PolicyDocument": ALLOW}]}
        ],
        "RoleDetailList": [
            {
                "Arn": ROLE,
                "AssumeRolePolicyDocument": quote(json.dumps(ALLOW)),
                "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": ALLOW}],
                "PermissionsBoundary": {"PermissionsBoundaryArn": BOUNDARY},
            }
        ],
        "Policies": [{"Arn": BOUNDARY, "PolicyVersionList": [{"Document": ALLOW, "IsDefaultVersion": True}]}],
    },
    f"accounts/{ACCOUNT}/bucket-pictures.json": {"Policy": json.dumps(DENY)},
}
