"""Access Analyzer through the engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=2)


def allow(action: Any, on: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": on, **more}


def test_a_policy_is_validated_in_pages(client: Any):
    analyzer = client("accessanalyzer")
    text = document(allow(["s3:GetObjet", "iam:PassRole"]), {"Effect": "Allow", "Resource": "*"})
    pages = analyzer.get_paginator("validate_policy").paginate(
        policyDocument=text, policyType="IDENTITY_POLICY", PaginationConfig={"PageSize": 2}
    )
    sizes = [len(page["findings"]) for page in pages]
    assert sizes == [2, 1]
    findings = analyzer.validate_policy(policyDocument=text, policyType="IDENTITY_POLICY")["findings"]
    assert [(one["findingType"], one["issueCode"]) for one in findings] == [
        ("ERROR", "INVALID_ACTION"),
        ("ERROR", "MISSING_ACTION"),
        ("SECURITY_WARNING", "PASS_ROLE_WITH_STAR_IN_RESOURCE"),
    ]
    assert findings[0]["findingDetails"] == "The action s3:GetObjet does not exist. Did you mean s3:GetObject?"
    place = findings[0]["locations"][0]
    assert place["path"] == [{"value": "Statement"}, {"index": 0}, {"value": "Action"}, {"index": 0}]
    start, end = place["span"]["start"], place["span"]["end"]
    assert text[start["offset"] : end["offset"]] == '"s3:GetObjet"'
    assert text.splitlines()[start["line"] - 1][start["column"] :].startswith('"s3:GetObjet"')


def test_checks_of_policies_answer_as_aws_does(client: Any):
    analyzer = client("accessanalyzer")
    answer = analyzer.check_no_new_access(
        existingPolicyDocument=document(allow("s3:GetObject")),
        newPolicyDocument=document(allow("s3:GetObject"), allow("s3:PutObject", Sid="Write")),
        policyType="IDENTITY_POLICY",
    )
    assert (answer["result"], answer["message"], answer["reasons"]) == (
        "FAIL",
        "The modified permissions grant new access compared to your existing policy.",
        [
            {
                "description": "New access in the statement with sid: Write.",
                "statementId": "Write",
                "statementIndex": 1,
            }
        ],
    )
    passed = analyzer.check_access_not_granted(
        policyDocument=document(allow("s3:*", "arn:aws:s3:::a/*")),
        access=[{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::b/*"]}],
        policyType="IDENTITY_POLICY",
    )
    assert (passed["result"], passed["message"]) == (
        "PASS",
        "The policy document does not grant access to perform the listed actions or resources.",
    )
    public = analyzer.check_no_public_access(
        policyDocument=document(allow("s3:GetObject", Principal="*")), resourceType="AWS::S3::Bucket"
    )
    assert public["reasons"] == [
        {"description": "Public access granted in the following statement with index: 0.", "statementIndex": 0}
    ]


@pytest.mark.parametrize(
    ("access", "policy", "code"),
    [
        ([], document(allow("s3:*")), "ValidationException"),
        ([{"actions": ["s3:*"]}, {"actions": ["s3:*"]}], document(allow("s3:*")), "ValidationException"),
        ([{"actions": ["s3"]}], document(allow("s3:*")), "ValidationException"),
        ([{"resources": ["arn:*:s3:::b"]}], document(allow("s3:*")), "ValidationException"),
        ([{"actions": ["s3:*"]}], "{", "InvalidParameterException"),
        (
            [{"actions": ["s3:*"]}],
            document({"Effect": "Deny", "Action": "*", "Resource": "*"}),
            "InvalidParameterException",
        ),
    ],
)
def test_a_check_that_cannot_be_made_is_refused(client: Any, access: list[Any], policy: str, code: str):
    with pytest.raises(ClientError) as refused:
        client("accessanalyzer").check_access_not_granted(
            policyDocument=policy, access=access, policyType="IDENTITY_POLICY"
        )
    assert refused.value.response["Error"]["Code"] == code
