"""Trails of an account and of an organization, through the engine."""

import json
import time
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine

SERVICE = {"Service": "cloudtrail.amazonaws.com"}
NAME = "organization-trail"


@dataclass(frozen=True)
class TrailSetup:
    """An organization with a security account that owns the bucket, and another member."""

    client: Any
    management: str
    organization: str
    security: str
    member: str

    @property
    def bucket(self) -> str:
        return f"trail-{self.security}"

    @property
    def trail(self) -> dict[str, Any]:
        return {
            "Name": NAME,
            "S3BucketName": self.bucket,
            "IsOrganizationTrail": True,
            "IsMultiRegionTrail": True,
        }

    @property
    def trail_arn(self) -> str:
        return f"arn:aws:cloudtrail:us-east-1:{self.management}:trail/{NAME}"

    def open_bucket(self, *folders: str) -> None:
        bucket = f"arn:aws:s3:::{self.bucket}"
        statements = [
            {"Effect": "Allow", "Principal": SERVICE, "Action": "s3:GetBucketAcl", "Resource": bucket},
            {
                "Effect": "Allow",
                "Principal": SERVICE,
                "Action": "s3:PutObject",
                "Resource": [f"{bucket}/AWSLogs/{folder}/*" for folder in folders],
                "Condition": {
                    "StringEquals": {
                        "s3:x-amz-acl": "bucket-owner-full-control",
                        "aws:SourceArn": self.trail_arn,
                    }
                },
            },
        ]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.client("s3", account=self.security).put_bucket_policy(Bucket=self.bucket, Policy=policy)


@pytest.fixture
def setup(client: Any, account: str) -> TrailSetup:
    organizations = client("organizations", account=account)
    organization = organizations.create_organization()["Organization"]["Id"]
    for name in ("security", "mobile"):
        organizations.create_account(Email=f"{name}-{account}@gilt.example", AccountName=name)
    time.sleep(0.4)
    listed = organizations.list_create_account_status()["CreateAccountStatuses"]
    ids = {one["AccountName"]: one["AccountId"] for one in listed}
    organizations.enable_aws_service_access(ServicePrincipal="cloudtrail.amazonaws.com")
    made = TrailSetup(client, account, organization, ids["security"], ids["mobile"])
    client("s3", account=made.security).create_bucket(Bucket=made.bucket)
    return made


def test_members_read_the_organization_trail_and_cannot_change_it(client: Any, setup: TrailSetup):
    cloudtrail = client("cloudtrail", account=setup.management)
    setup.open_bucket(setup.management, setup.organization)
    arn = cloudtrail.create_trail(**setup.trail)["TrailARN"]
    cloudtrail.start_logging(Name=NAME)
    member = client("cloudtrail", account=setup.member)
    shown = member.describe_trails()["trailList"]
    assert [(one["TrailARN"], one["IsOrganizationTrail"]) for one in shown] == [(arn, True)]
    assert member.describe_trails(includeShadowTrails=False)["trailList"] == []
    assert member.get_trail_status(Name=arn)["IsLogging"]
    with pytest.raises(member.exceptions.NotOrganizationMasterAccountException):
        member.stop_logging(Name=arn)
    with pytest.raises(member.exceptions.TrailNotFoundException):
        member.get_trail(Name=NAME)
    west = client("cloudtrail", account=setup.member, region="us-west-2")
    assert [one["TrailARN"] for one in west.list_trails()["Trails"]] == [arn]
    external = client("cloudtrail", account=str(int(setup.management) ^ 1))
    assert external.describe_trails()["trailList"] == []
    role = client("iam", account=setup.management).get_role(RoleName="AWSServiceRoleForCloudTrail")
    assert role["Role"]["Path"] == "/aws-service-role/cloudtrail.amazonaws.com/"


def test_a_delegated_administrator_changes_the_trail(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    client("organizations", account=setup.management).register_delegated_administrator(
        AccountId=setup.security, ServicePrincipal="cloudtrail.amazonaws.com"
    )
    security = client("cloudtrail", account=setup.security)
    arn = security.create_trail(**setup.trail)["TrailARN"]
    assert arn.split(":")[4] == setup.management
    assert security.update_trail(Name=arn, EnableLogFileValidation=True)["LogFileValidationEnabled"]
    security.delete_trail(Name=arn)
    assert client("cloudtrail", account=setup.management).describe_trails()["trailList"] == []


def test_an_organization_trail_needs_an_organization_and_service_access(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    member = client("cloudtrail", account=setup.member)
    with pytest.raises(member.exceptions.NotOrganizationMasterAccountException):
        member.create_trail(**setup.trail)
    external = client("cloudtrail", account=str(int(setup.management) ^ 1))
    with pytest.raises(external.exceptions.OrganizationsNotInUseException):
        external.create_trail(**setup.trail)
    client("organizations", account=setup.management).disable_aws_service_access(
        ServicePrincipal="cloudtrail.amazonaws.com"
    )
    cloudtrail = client("cloudtrail", account=setup.management)
    with pytest.raises(cloudtrail.exceptions.CloudTrailAccessNotEnabledException):
        cloudtrail.create_trail(**setup.trail)


def test_the_bucket_must_exist_and_let_the_trail_write(client: Any, setup: TrailSetup):
    cloudtrail = client("cloudtrail", account=setup.management)
    with pytest.raises(cloudtrail.exceptions.S3BucketDoesNotExistException):
        cloudtrail.create_trail(**setup.trail | {"S3BucketName": f"none-{setup.management}"})
    with pytest.raises(cloudtrail.exceptions.InsufficientS3BucketPolicyException):
        cloudtrail.create_trail(**setup.trail)
    setup.open_bucket(setup.management)
    with pytest.raises(cloudtrail.exceptions.InsufficientS3BucketPolicyException):
        cloudtrail.create_trail(**setup.trail)
    setup.open_bucket(setup.management, setup.organization)
    with pytest.raises(cloudtrail.exceptions.InsufficientS3BucketPolicyException):
        cloudtrail.create_trail(**setup.trail | {"Name": "another-name"})
    cloudtrail.create_trail(**setup.trail)
    with pytest.raises(cloudtrail.exceptions.TrailAlreadyExistsException):
        cloudtrail.create_trail(**setup.trail)


def test_the_key_must_let_the_trail_encrypt(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    cloudtrail = client("cloudtrail", account=setup.management)
    kms = client("kms", account=setup.security)
    closed = kms.create_key()["KeyMetadata"]["Arn"]
    with pytest.raises(cloudtrail.exceptions.InsufficientEncryptionPolicyException):
        cloudtrail.create_trail(**setup.trail, KmsKeyId=closed)
    statements = [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{setup.security}:root"},
            "Action": "kms:*",
            "Resource": "*",
        },
        {"Effect": "Allow", "Principal": SERVICE, "Action": "kms:GenerateDataKey*", "Resource": "*"},
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    open_key = kms.create_key(Policy=policy)["KeyMetadata"]["Arn"]
    assert cloudtrail.create_trail(**setup.trail, KmsKeyId=open_key)["KmsKeyId"] == open_key
    with pytest.raises(cloudtrail.exceptions.KmsKeyNotFoundException):
        cloudtrail.update_trail(Name=NAME, KmsKeyId=f"{open_key[:-36]}00000000-0000-0000-0000-000000000000")
    kms.disable_key(KeyId=open_key)
    with pytest.raises(cloudtrail.exceptions.KmsKeyDisabledException):
        cloudtrail.update_trail(Name=NAME, KmsKeyId=open_key)


def test_the_role_must_let_the_trail_write_into_the_log_group(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    cloudtrail = client("cloudtrail", account=setup.management)
    iam = client("iam", account=setup.management)
    group = f"arn:aws:logs:us-east-1:{setup.management}:log-group:{NAME}:*"
    trust = {"Effect": "Allow", "Principal": SERVICE, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = iam.create_role(RoleName="delivery", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    logs = {"CloudWatchLogsLogGroupArn": group, "CloudWatchLogsRoleArn": role}
    with pytest.raises(cloudtrail.exceptions.InvalidCloudWatchLogsLogGroupArnException):
        cloudtrail.create_trail(**setup.trail, **logs)
    client("logs", account=setup.management).create_log_group(logGroupName=NAME)
    with pytest.raises(cloudtrail.exceptions.InvalidCloudWatchLogsRoleArnException):
        cloudtrail.create_trail(**setup.trail, **logs)
    writes = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": f"{group[:-1]}*"}
    allowed = json.dumps({"Version": "2012-10-17", "Statement": [writes]})
    iam.put_role_policy(RoleName="delivery", PolicyName="write", PolicyDocument=allowed)
    limit = json.dumps({"Version": "2012-10-17", "Statement": [{**writes, "Action": "logs:CreateLogStream"}]})
    boundary = iam.create_policy(PolicyName="limit", PolicyDocument=limit)["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName="delivery", PermissionsBoundary=boundary)
    with pytest.raises(cloudtrail.exceptions.InvalidCloudWatchLogsRoleArnException):
        cloudtrail.create_trail(**setup.trail, **logs)
    iam.delete_role_permissions_boundary(RoleName="delivery")
    for_another = trust | {"Condition": {"ArnEquals": {"aws:SourceArn": f"{setup.trail_arn}-2"}}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [for_another]})
    iam.update_assume_role_policy(RoleName="delivery", PolicyDocument=document)
    with pytest.raises(cloudtrail.exceptions.InvalidCloudWatchLogsRoleArnException):
        cloudtrail.create_trail(**setup.trail, **logs)
    iam.update_assume_role_policy(RoleName="delivery", PolicyDocument=document.replace("-2", ""))
    cloudtrail.create_trail(**setup.trail, **logs)


def test_an_rcp_decides_which_organization_a_trail_may_write_for(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    organizations = client("organizations", account=setup.management)
    root, kind = organizations.list_roots()["Roots"][0]["Id"], "RESOURCE_CONTROL_POLICY"
    organizations.enable_policy_type(RootId=root, PolicyType=kind)
    while {"Type": kind, "Status": "ENABLED"} not in organizations.list_roots()["Roots"][0]["PolicyTypes"]:
        time.sleep(0.05)
    condition = {
        "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-aaaaaaaaaa"},
        "Bool": {"aws:PrincipalIsAWSService": "true"},
    }
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    policy = organizations.create_policy(Name="perimeter", Description="", Type=kind, Content=document)["Policy"]
    identifier = policy["PolicySummary"]["Id"]
    organizations.attach_policy(PolicyId=identifier, TargetId=root)
    cloudtrail = client("cloudtrail", account=setup.management)
    with pytest.raises(cloudtrail.exceptions.InsufficientS3BucketPolicyException):
        cloudtrail.create_trail(**setup.trail)
    organizations.update_policy(PolicyId=identifier, Content=document.replace("o-aaaaaaaaaa", setup.organization))
    cloudtrail.create_trail(**setup.trail)


def test_a_topic_must_let_the_trail_publish(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    cloudtrail, sns = (client(service, account=setup.management) for service in ("cloudtrail", "sns"))
    topic = sns.create_topic(Name="news")["TopicArn"]
    with pytest.raises(cloudtrail.exceptions.InsufficientSnsTopicPolicyException):
        cloudtrail.create_trail(**setup.trail, SnsTopicName="news")
    statement = {"Effect": "Allow", "Principal": SERVICE, "Action": "sns:Publish", "Resource": topic}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    assert cloudtrail.create_trail(**setup.trail, SnsTopicName="news")["SnsTopicARN"] == topic


def test_a_trail_changes_only_in_its_home_region_and_keeps_selectors_and_tags(client: Any, setup: TrailSetup):
    setup.open_bucket(setup.management, setup.organization)
    cloudtrail = client("cloudtrail", account=setup.management)
    arn = cloudtrail.create_trail(**setup.trail, TagsList=[{"Key": "team", "Value": "security"}])["TrailARN"]
    west = client("cloudtrail", account=setup.management, region="us-west-2")
    with pytest.raises(west.exceptions.InvalidHomeRegionException):
        west.start_logging(Name=arn)
    assert not cloudtrail.get_trail_status(Name=NAME)["IsLogging"]
    with pytest.raises(cloudtrail.exceptions.InsightNotEnabledException):
        cloudtrail.get_insight_selectors(TrailName=NAME)
    cloudtrail.put_insight_selectors(TrailName=NAME, InsightSelectors=[{"InsightType": "ApiCallRateInsight"}])
    assert cloudtrail.get_insight_selectors(TrailName=NAME)["InsightSelectors"]
    selector = {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True, "DataResources": []}
    cloudtrail.put_event_selectors(TrailName=NAME, EventSelectors=[selector])
    assert cloudtrail.get_event_selectors(TrailName=NAME)["EventSelectors"] == [selector]
    cloudtrail.add_tags(ResourceId=arn, TagsList=[{"Key": "kept", "Value": "90d"}])
    cloudtrail.remove_tags(ResourceId=arn, TagsList=[{"Key": "team"}])
    assert cloudtrail.list_tags(ResourceIdList=[arn])["ResourceTagList"][0]["TagsList"] == [
        {"Key": "kept", "Value": "90d"}
    ]


def test_unsupported_operations_are_refused_by_name(client: Any, account: str):
    with pytest.raises(ClientError, match="ListEventDataStores of cloudtrail"):
        client("cloudtrail", account=account).list_event_data_stores()
