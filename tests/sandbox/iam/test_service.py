"""Services with rules of their own, registered by their files."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.iam import Request
from sandbox.iam.actions import facts, services
from sandbox.iam.errors import UnknownSetting


def test_services_are_found_by_their_files():
    assert set(services()) == {"kms", "organizations", "s3", "sts"}


def test_actions_are_case_insensitive():
    assert facts("STS:ASSUMEROLE").assumes_role
    assert not facts("sts:GetFederationToken").assumes_role


@pytest.mark.parametrize(
    ("action", "settings", "message"),
    [
        ("kms:Decrypt", {"owner": "x"}, "a KMS key has manager and grants, not 'owner'"),
        ("kms:Decrypt", {"manager": "me"}, "aws or customer"),
        ("kms:Decrypt", {"grants": [{"grantee": "x"}]}, "a grant has grantee, operations"),
        ("kms:Decrypt", {"grants": [{"grantee": 1, "operations": ["Decrypt"]}]}, "grantee is a text"),
        ("kms:Decrypt", {"grants": "all"}, "a grant has grantee, operations"),
        (
            "kms:Decrypt",
            {"grants": [{"grantee": "111122223333", "operations": ["Decrypt"], "encryption_context_equals": 7}]},
            "encryption_context_equals is an object of texts",
        ),
        ("kms:Decrypt", {"grants": [{"grantee": "a b", "operations": ["Decrypt"]}]}, "'a b' is not the ARN"),
        ("s3:GetObject", {"restrict_public_buckets": "yes"}, "true or false"),
        ("s3:GetObject", {"object_owner": 1}, "an account id"),
        ("s3:GetObject", {"owner": "x"}, "not 'owner'"),
        ("s3:GetObject", {"ignore_public_acls": 1}, "true or false"),
        ("s3:GetObject", {"acl": "x"}, "an ACL is a list of grants, not 'x'"),
        ("s3:GetObject", {"object_acl": [{"grantee": "AllUsers"}]}, "a grant of an ACL has grantee and permission"),
        ("s3:GetObject", {"acl": [{"grantee": "All", "permission": "READ"}]}, "not 'All'"),
        ("s3:GetObject", {"acl": [{"grantee": "AllUsers", "permission": "LIST"}]}, "not 'LIST'"),
        ("sts:AssumeRole", {"x": 1}, "no setting 'x'"),
    ],
)
def test_an_invalid_setting_is_refused_by_name(action: str, settings: dict[str, Any], message: str):
    with pytest.raises(UnknownSetting, match="resource_settings") as refused:
        Request.of("111122223333", action, resource_settings=settings)
    assert message in str(refused.value)


def test_a_service_without_rules_has_no_settings():
    with pytest.raises(ValueError, match="there are none for ec2:RunInstances"):
        Request.of("111122223333", "ec2:RunInstances", resource_settings={"x": 1})
