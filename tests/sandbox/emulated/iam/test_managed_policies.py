"""AWS managed policies are the same in every account."""

import json
from typing import Any

import pytest

pytestmark = pytest.mark.engine

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def test_every_account_has_managed_policies_with_its_own_attachments(client: Any, account: str):
    iam, other = client("iam", account=account), client("iam", account=str(int(account) ^ 1))
    principal = {"Service": "ec2.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    trust = {"Version": "2012-10-17", "Statement": [statement]}
    iam.create_role(RoleName="job", AssumeRolePolicyDocument=json.dumps(trust))
    iam.attach_role_policy(RoleName="job", PolicyArn=ADMINISTRATOR)
    mine = iam.get_policy(PolicyArn=ADMINISTRATOR)["Policy"]
    theirs = other.get_policy(PolicyArn=ADMINISTRATOR)["Policy"]
    assert (mine["AttachmentCount"], theirs["AttachmentCount"]) == (1, 0)
    assert mine["PolicyId"] == theirs["PolicyId"]
    document = other.get_policy_version(PolicyArn=ADMINISTRATOR, VersionId=theirs["DefaultVersionId"])
    assert document["PolicyVersion"]["Document"]["Statement"][0]["Action"] == "*"
