"""Access Analyzer through the engine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

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
    with pytest.raises(analyzer.exceptions.InvalidParameterException, match="has no Resource"):
        analyzer.check_no_public_access(
            policyDocument=document(allow("sts:AssumeRole", Principal="*")),
            resourceType="AWS::IAM::AssumeRolePolicyDocument",
        )


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


def principal_grant(principal: Any, *actions: str, on: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": on, **more}


def shown(analyzer: Any, arn: str, **filters: Any) -> list[tuple[Any, ...]]:
    """Return resource, principal, actions, status and publicity of the findings, sorted."""
    found = analyzer.list_findings(analyzerArn=arn, filter=filters)["findings"]
    return sorted(
        (one["resource"], tuple(one["principal"].values()), tuple(one["action"]), one["status"], one["isPublic"])
        for one in found
    )


def test_external_access_is_found_while_it_is_granted(client: Any, account: str):
    analyzer, sqs, s3 = (client(name, account=account) for name in ("accessanalyzer", "sqs", "s3"))
    iam, kms = client("iam", account=account), client("kms", account=account)
    arn = analyzer.create_analyzer(analyzerName="external", type="ACCOUNT", tags={"team": "security"})["arn"]
    assert arn == f"arn:aws:access-analyzer:us-east-1:{account}:analyzer/external"
    assert analyzer.get_analyzer(analyzerName="external")["analyzer"]["status"] == "ACTIVE"
    assert [role["RoleName"] for role in iam.list_roles()["Roles"]] == ["AWSServiceRoleForAccessAnalyzer"]
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    queue = f"arn:aws:sqs:us-east-1:{account}:orders"
    bucket = f"external-access-{account}"
    s3.create_bucket(Bucket=bucket)
    assert shown(analyzer, arn) == []

    partner = principal_grant({"AWS": ["999999999999", account]}, "sqs:SendMessage", on=queue)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document(partner)})
    s3.delete_public_access_block(Bucket=bucket)
    s3.put_bucket_policy(
        Bucket=bucket, Policy=document(principal_grant("*", "s3:GetObject", on=f"arn:aws:s3:::{bucket}/*"))
    )
    trust = principal_grant({"Federated": "accounts.google.com"}, "sts:AssumeRoleWithWebIdentity")
    del trust["Resource"]
    role = iam.create_role(RoleName="google", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    key = kms.create_key()["KeyMetadata"]
    grantee = "arn:aws:iam::999999999999:role/reader"
    kms.create_grant(KeyId=key["KeyId"], GranteePrincipal=grantee, Operations=["Decrypt"])
    active = sorted(
        [
            (queue, ("999999999999",), ("sqs:SendMessage",), "ACTIVE", False),
            (f"arn:aws:s3:::{bucket}", ("*",), ("s3:GetObject",), "ACTIVE", True),
            (role, ("accounts.google.com",), ("sts:AssumeRoleWithWebIdentity",), "ACTIVE", False),
            (key["Arn"], (grantee,), ("kms:Decrypt",), "ACTIVE", False),
        ]
    )
    assert shown(analyzer, arn) == active
    assert shown(analyzer, arn, isPublic={"eq": ["true"]}) == [one for one in active if one[4]]
    statistics = analyzer.get_findings_statistics(analyzerArn=arn)["findingsStatistics"][0]
    counts = statistics["externalAccessFindingsStatistics"]
    assert counts["totalActiveFindings"] == 4
    assert counts["resourceTypeStatistics"]["AWS::S3::Bucket"]["totalActivePublic"] == 1
    analyzed = analyzer.list_analyzed_resources(analyzerArn=arn, resourceType="AWS::SQS::Queue")["analyzedResources"]
    assert [one["resourceArn"] for one in analyzed] == [queue]
    assert analyzer.get_analyzed_resource(analyzerArn=arn, resourceArn=queue)["resource"]["actions"] == [
        "sqs:SendMessage"
    ]

    (finding,) = analyzer.list_findings_v2(analyzerArn=arn, filter={"resource": {"eq": [queue]}})["findings"]
    analyzer.update_findings(analyzerArn=arn, ids=[finding["id"]], status="ARCHIVED")
    details = analyzer.get_finding_v2(analyzerArn=arn, id=finding["id"])
    assert (details["status"], details["findingType"]) == ("ARCHIVED", "ExternalAccess")
    assert details["findingDetails"][0]["externalAccessDetails"]["principal"] == {"AWS": "999999999999"}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    assert analyzer.get_finding(analyzerArn=arn, id=finding["id"])["finding"]["status"] == "RESOLVED"
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document(partner)})
    assert analyzer.get_finding(analyzerArn=arn, id=finding["id"])["finding"]["status"] == "ACTIVE"

    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"RestrictPublicBuckets": True})
    assert [one[3] for one in shown(analyzer, arn, resourceType={"eq": ["AWS::S3::Bucket"]})] == ["RESOLVED"]
    analyzer.delete_analyzer(analyzerName="external")
    with pytest.raises(analyzer.exceptions.ResourceNotFoundException):
        analyzer.get_analyzer(analyzerName="external")


def test_archive_rules_archive_new_findings_and_on_request_those_that_are_there(client: Any, account: str):
    analyzer, sns = client("accessanalyzer", account=account), client("sns", account=account)
    arn = analyzer.create_analyzer(analyzerName="rules", type="ACCOUNT")["arn"]
    topics = [sns.create_topic(Name=name)["TopicArn"] for name in ("old", "new")]

    def share(topic: str) -> None:
        grant = principal_grant({"AWS": "999999999999"}, "sns:Publish", on=topic)
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document(grant))

    share(topics[0])
    criterion = {"principal.AWS": {"eq": ["999999999999"]}}
    analyzer.create_archive_rule(analyzerName="rules", ruleName="partner", filter=criterion)
    share(topics[1])
    assert {one[0]: one[3] for one in shown(analyzer, arn)} == {topics[0]: "ACTIVE", topics[1]: "ARCHIVED"}
    analyzer.apply_archive_rule(analyzerArn=arn, ruleName="partner")
    assert {one[3] for one in shown(analyzer, arn)} == {"ARCHIVED"}
    analyzer.update_archive_rule(analyzerName="rules", ruleName="partner", filter={"isPublic": {"eq": ["true"]}})
    (rule,) = analyzer.list_archive_rules(analyzerName="rules")["archiveRules"]
    assert rule["filter"] == {"isPublic": {"eq": ["true"]}}
    with pytest.raises(analyzer.exceptions.ConflictException):
        analyzer.create_archive_rule(analyzerName="rules", ruleName="partner", filter=criterion)
    with pytest.raises(analyzer.exceptions.ValidationException, match="not a filter key"):
        analyzer.create_archive_rule(analyzerName="rules", ruleName="other", filter={"colour": {"eq": ["red"]}})
    analyzer.delete_archive_rule(analyzerName="rules", ruleName="partner")
    with pytest.raises(analyzer.exceptions.ResourceNotFoundException):
        analyzer.get_archive_rule(analyzerName="rules", ruleName="partner")


def test_an_analyzer_of_the_organization_trusts_its_accounts(client: Any, account: str):
    analyzer, organizations = (client(name, account=account) for name in ("accessanalyzer", "organizations"))
    with pytest.raises(analyzer.exceptions.ValidationException, match="not a member of an organization"):
        analyzer.create_analyzer(analyzerName="all", type="ORGANIZATION")
    organizations.create_organization(FeatureSet="ALL")
    with pytest.raises(analyzer.exceptions.ValidationException, match="no access to the organization"):
        analyzer.create_analyzer(analyzerName="all", type="ORGANIZATION")
    organizations.enable_aws_service_access(ServicePrincipal="access-analyzer.amazonaws.com")
    other = create_account(organizations, "member", f"m{account}@gilt.example")
    arn = analyzer.create_analyzer(analyzerName="all", type="ORGANIZATION")["arn"]
    sqs = client("sqs", account=other)
    url = sqs.create_queue(QueueName="shared")["QueueUrl"]
    queue = f"arn:aws:sqs:us-east-1:{other}:shared"
    grant = principal_grant({"AWS": [account, "999999999999"]}, "sqs:SendMessage", on=queue)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document(grant)})
    assert shown(analyzer, arn) == [(queue, ("999999999999",), ("sqs:SendMessage",), "ACTIVE", False)]
    with pytest.raises(ClientError, match="Only the management account or a delegated administrator"):
        client("accessanalyzer", account=other).create_analyzer(analyzerName="all", type="ORGANIZATION")
    organizations.register_delegated_administrator(AccountId=other, ServicePrincipal="access-analyzer.amazonaws.com")
    delegated = client("accessanalyzer", account=other)
    own = delegated.create_analyzer(analyzerName="all", type="ORGANIZATION")["arn"]
    assert len(shown(delegated, own)) == 1
    organizations.deregister_delegated_administrator(AccountId=other, ServicePrincipal="access-analyzer.amazonaws.com")
    disabled = delegated.get_analyzer(analyzerName="all")["analyzer"]
    assert (disabled["status"], disabled["statusReason"]["code"]) == (
        "DISABLED",
        "DELEGATED_ADMINISTRATOR_DEREGISTERED",
    )


def test_an_analyzer_of_unused_access_has_no_findings_of_new_entities(client: Any, account: str):
    analyzer, iam = client("accessanalyzer", account=account), client("iam", account=account)
    created = analyzer.create_analyzer(
        analyzerName="unused",
        type="ACCOUNT_UNUSED_ACCESS",
        configuration={"unusedAccess": {"unusedAccessAge": 1}},
    )
    iam.create_user(UserName="ann")
    iam.create_access_key(UserName="ann")
    assert analyzer.list_findings_v2(analyzerArn=created["arn"])["findings"] == []
    with pytest.raises(analyzer.exceptions.ValidationException, match="only for external access analyzers"):
        analyzer.list_findings(analyzerArn=created["arn"])
    changed = analyzer.update_analyzer(analyzerName="unused", configuration={"unusedAccess": {"unusedAccessAge": 30}})
    assert changed["configuration"]["unusedAccess"]["unusedAccessAge"] == 30
    with pytest.raises(analyzer.exceptions.ServiceQuotaExceededException):
        analyzer.create_analyzer(analyzerName="second", type="ACCOUNT_UNUSED_ACCESS")
    with pytest.raises(ClientError, match=r"does not emulate CreateAnalyzer .*ACCOUNT_INTERNAL_ACCESS"):
        analyzer.create_analyzer(analyzerName="internal", type="ACCOUNT_INTERNAL_ACCESS")


def test_an_access_preview_shows_what_a_policy_would_change(client: Any, account: str):
    analyzer, sqs = client("accessanalyzer", account=account), client("sqs", account=account)
    arn = analyzer.create_analyzer(analyzerName="previews", type="ACCOUNT")["arn"]
    queue = f"arn:aws:sqs:us-east-1:{account}:orders"
    current = principal_grant({"AWS": ["888888888888", "999999999999"]}, "sqs:SendMessage", on=queue)
    sqs.create_queue(QueueName="orders", Attributes={"Policy": document(current)})

    def previewed(resource: str, **configuration: Any) -> dict[str, tuple[str, str, list[str]]]:
        """Return change, status and actions of the findings of a preview, by principal."""
        made = analyzer.create_access_preview(analyzerArn=arn, configurations={resource: configuration})["id"]
        preview = analyzer.get_access_preview(analyzerArn=arn, accessPreviewId=made)["accessPreview"]
        assert (preview["status"], preview["configurations"]) == ("COMPLETED", {resource: configuration})
        found = analyzer.list_access_preview_findings(analyzerArn=arn, accessPreviewId=made)["findings"]
        return {"".join(one["principal"].values()): (one["changeType"], one["status"], one["action"]) for one in found}

    partners = {"AWS": ["777777777777", "888888888888"]}
    proposed = document(principal_grant(partners, "sqs:SendMessage", "sqs:ReceiveMessage", on=queue))
    both = ["sqs:SendMessage", "sqs:ReceiveMessage"]
    assert previewed(queue, sqsQueue={"queuePolicy": proposed}) == {
        "777777777777": ("NEW", "ACTIVE", both),
        "888888888888": ("CHANGED", "ACTIVE", both),
        "999999999999": ("CHANGED", "RESOLVED", ["sqs:SendMessage"]),
    }
    assert {one[0] for one in previewed(queue, sqsQueue={}).values()} == {"UNCHANGED"}
    bucket = "arn:aws:s3:::not-there-yet"
    everyone = document(principal_grant("*", "s3:GetObject", on=f"{bucket}/*"))
    assert previewed(bucket, s3Bucket={"bucketPolicy": everyone}) == {"*": ("NEW", "ACTIVE", ["s3:GetObject"])}
    block = {"ignorePublicAcls": True, "restrictPublicBuckets": True}
    assert previewed(bucket, s3Bucket={"bucketPolicy": everyone, "bucketPublicAccessBlock": block}) == {}
    grants = [{"permission": "READ", "grantee": {"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}}]
    assert list(previewed(bucket, s3Bucket={"bucketAclGrants": grants})) == ["*"]
    key = f"arn:aws:kms:us-east-1:{account}:key/11111111-2222-3333-4444-555555555555"
    reader = "arn:aws:iam::999999999999:role/reader"
    given = [{"operations": ["Decrypt"], "granteePrincipal": reader, "issuingAccount": f"arn:aws:iam::{account}:root"}]
    assert previewed(key, kmsKey={"grants": given}) == {reader: ("NEW", "ACTIVE", ["kms:Decrypt"])}
    assert shown(analyzer, arn, status={"eq": ["ACTIVE"]}) != []
    assert len(analyzer.list_access_previews(analyzerArn=arn)["accessPreviews"]) == 6
    with pytest.raises(analyzer.exceptions.ValidationException, match="is not the ARN of a resource of type"):
        previewed(bucket, sqsQueue={"queuePolicy": proposed})
    with pytest.raises(ClientError, match=r"does not emulate CreateAccessPreview .*a configuration of ebsSnapshot"):
        previewed("arn:aws:ec2:us-east-1::snapshot/snap-1", ebsSnapshot={"userIds": ["999999999999"]})
