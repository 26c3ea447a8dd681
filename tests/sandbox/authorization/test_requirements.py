"""The permissions of calls, as the pages of the Service Authorization Reference and of the services state them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sandbox.authorization import NoMapping, OperationCall, Requirement, requirements
from sandbox.authorization.registry import rules_of
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)
ACCOUNT = "111122223333"
HERE = f"us-east-1:{ACCOUNT}"
SIGNING = {"cloudwatch": "monitoring", "elbv2": "elasticloadbalancing", "efs": "elasticfilesystem"}


def needed(
    service: str, operation: str, parameters: Mapping[str, object], known: Mapping[str, str] | None = None
) -> list[Requirement]:
    existing = known or {}
    call = OperationCall(
        service=service,
        prefix=rules_of(service).prefix or SIGNING.get(service, service),
        operation=operation,
        parameters=parameters,
        account=ACCOUNT,
        region="us-east-1",
        find=lambda kind, name: existing.get(f"{kind} {name}"),
    )
    return list(requirements(call, REFERENCE))


def pairs(found: list[Requirement]) -> list[tuple[str, str]]:
    return [(requirement.action, requirement.resource) for requirement in found]


FAR = "arn:aws:lambda:eu-west-1:444455556666:function:hello"
QUEUE = f"http://127.0.0.1:4566/{ACCOUNT}/orders"
CASES = [
    # an operation without resource types is decided on `*`
    ("ec2", "DescribeVpcs", {}, [("ec2:DescribeVpcs", "*")]),
    ("sts", "GetCallerIdentity", {}, [("sts:GetCallerIdentity", "*")]),
    # names, ids and ARNs identify resources
    ("sqs", "SendMessage", {"QueueUrl": QUEUE}, [("sqs:SendMessage", f"arn:aws:sqs:{HERE}:orders")]),
    ("sqs", "SendMessageBatch", {"QueueUrl": QUEUE}, [("sqs:SendMessage", f"arn:aws:sqs:{HERE}:orders")]),
    ("sqs", "CreateQueue", {"QueueName": "orders"}, [("sqs:CreateQueue", f"arn:aws:sqs:{HERE}:orders")]),
    (
        "sns",
        "Publish",
        {"TopicArn": f"arn:aws:sns:{HERE}:news"},
        [("sns:Publish", f"arn:aws:sns:{HERE}:news")],
    ),
    ("logs", "CreateLogGroup", {"logGroupName": "a"}, [("logs:CreateLogGroup", f"arn:aws:logs:{HERE}:log-group:a")]),
    (
        "lambda",
        "Invoke",
        {"FunctionName": "f", "Qualifier": "live"},
        [("lambda:InvokeFunction", f"arn:aws:lambda:{HERE}:function:f:live")],
    ),
    (
        "cloudwatch",
        "DeleteAlarms",
        {"AlarmNames": ["a", "b"]},
        [
            ("cloudwatch:DeleteAlarms", f"arn:aws:cloudwatch:{HERE}:alarm:a"),
            ("cloudwatch:DeleteAlarms", f"arn:aws:cloudwatch:{HERE}:alarm:b"),
        ],
    ),
    (
        "ssm",
        "GetParameter",
        {"Name": "/shop/db/password"},
        [("ssm:GetParameter", f"arn:aws:ssm:{HERE}:parameter/shop/db/password")],
    ),
    # several resources in one call
    (
        "ec2",
        "CreateSubnet",
        {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"},
        [("ec2:CreateSubnet", f"arn:aws:ec2:{HERE}:subnet/*"), ("ec2:CreateSubnet", f"arn:aws:ec2:{HERE}:vpc/vpc-1")],
    ),
    (
        "ec2",
        "AttachInternetGateway",
        {"VpcId": "vpc-1", "InternetGatewayId": "igw-1"},
        [
            ("ec2:AttachInternetGateway", f"arn:aws:ec2:{HERE}:internet-gateway/igw-1"),
            ("ec2:AttachInternetGateway", f"arn:aws:ec2:{HERE}:vpc/vpc-1"),
        ],
    ),
    (
        "ec2",
        "DeleteTags",
        {"Resources": ["vpc-1", "tgw-rtb-2"]},
        [
            ("ec2:DeleteTags", f"arn:aws:ec2:{HERE}:vpc/vpc-1"),
            ("ec2:DeleteTags", f"arn:aws:ec2:{HERE}:transit-gateway-route-table/tgw-rtb-2"),
        ],
    ),
    # S3: actions whose names differ, versions, copies, what is set beside the content
    ("s3", "ListObjectsV2", {"Bucket": "b"}, [("s3:ListBucket", "arn:aws:s3:::b")]),
    ("s3", "HeadObject", {"Bucket": "b", "Key": "k"}, [("s3:GetObject", "arn:aws:s3:::b/k")]),
    (
        "s3",
        "GetObject",
        {"Bucket": "b", "Key": "k", "VersionId": "v"},
        [("s3:GetObjectVersion", "arn:aws:s3:::b/k")],
    ),
    (
        "s3",
        "PutObject",
        {"Bucket": "b", "Key": "k", "ACL": "public-read"},
        [("s3:PutObject", "arn:aws:s3:::b/k"), ("s3:PutObjectAcl", "arn:aws:s3:::b/k")],
    ),
    (
        "s3",
        "CopyObject",
        {"Bucket": "to", "Key": "k", "CopySource": "from/k"},
        [
            ("s3:PutObject", "arn:aws:s3:::to/k"),
            ("s3:GetObject", "arn:aws:s3:::from/k"),
            ("s3:GetObjectTagging", "arn:aws:s3:::from/k"),
        ],
    ),
    (
        "s3",
        "DeleteObjects",
        {"Bucket": "b", "Delete": {"Objects": [{"Key": "x"}, {"Key": "y", "VersionId": "v"}]}},
        [("s3:DeleteObject", "arn:aws:s3:::b/x"), ("s3:DeleteObjectVersion", "arn:aws:s3:::b/y")],
    ),
    ("s3", "ListBuckets", {}, [("s3:ListAllMyBuckets", "*")]),
    ("s3control", "PutPublicAccessBlock", {"AccountId": ACCOUNT}, [("s3:PutAccountPublicAccessBlock", "*")]),
    # roles that a call hands to a service
    (
        "lambda",
        "CreateFunction",
        {"FunctionName": "f", "Role": f"arn:aws:iam::{ACCOUNT}:role/run"},
        [
            ("lambda:CreateFunction", f"arn:aws:lambda:{HERE}:function:f"),
            ("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/run"),
        ],
    ),
    # session tags and source identity are permissions of their own
    (
        "sts",
        "AssumeRole",
        {"RoleArn": "arn:aws:iam::1:role/r", "Tags": [{"Key": "t", "Value": "v"}], "SourceIdentity": "ann"},
        [
            ("sts:AssumeRole", "arn:aws:iam::1:role/r"),
            ("sts:TagSession", "arn:aws:iam::1:role/r"),
            ("sts:SetSourceIdentity", "arn:aws:iam::1:role/r"),
        ],
    ),
    # batches and transactions of DynamoDB
    (
        "dynamodb",
        "TransactWriteItems",
        {"TransactItems": [{"Put": {"TableName": "a"}}, {"ConditionCheck": {"TableName": "b"}}]},
        [
            ("dynamodb:PutItem", f"arn:aws:dynamodb:{HERE}:table/a"),
            ("dynamodb:ConditionCheckItem", f"arn:aws:dynamodb:{HERE}:table/b"),
        ],
    ),
    (
        "dynamodb",
        "ExecuteStatement",
        {"Statement": 'SELECT * FROM "orders"."by-date" WHERE id = 1'},
        [("dynamodb:PartiQLSelect", f"arn:aws:dynamodb:{HERE}:table/orders/index/by-date")],
    ),
    (
        "dynamodb",
        "Query",
        {"TableName": "orders", "IndexName": "by-date"},
        [("dynamodb:Query", f"arn:aws:dynamodb:{HERE}:table/orders/index/by-date")],
    ),
    # a rule of the default bus has no bus in its ARN
    ("events", "PutRule", {"Name": "r"}, [("events:PutRule", f"arn:aws:events:{HERE}:rule/r")]),
    (
        "events",
        "DeleteRule",
        {"Name": "r", "EventBusName": "shop"},
        [("events:DeleteRule", f"arn:aws:events:{HERE}:rule/shop/r")],
    ),
    (
        "budgets",
        "UpdateBudget",
        {"AccountId": ACCOUNT, "NewBudget": {"BudgetName": "web"}},
        [("budgets:ModifyBudget", f"arn:aws:budgets::{ACCOUNT}:budget/web")],
    ),
    ("budgets", "DescribeBudgets", {}, [("budgets:ViewBudget", f"arn:aws:budgets::{ACCOUNT}:budget/*")]),
    (
        "resourcegroupstaggingapi",
        "GetResources",
        {},
        [("tag:GetResources", "*")],
    ),
    # KMS: an operation on an alias is decided on the alias and on its key
    (
        "kms",
        "CreateAlias",
        {"AliasName": "alias/a", "TargetKeyId": "k-1"},
        [("kms:CreateAlias", f"arn:aws:kms:{HERE}:alias/a"), ("kms:CreateAlias", f"arn:aws:kms:{HERE}:key/k-1")],
    ),
    (
        "kms",
        "ReEncrypt",
        {"SourceKeyId": "k-1", "DestinationKeyId": "k-2"},
        [("kms:ReEncryptFrom", f"arn:aws:kms:{HERE}:key/k-1"), ("kms:ReEncryptTo", f"arn:aws:kms:{HERE}:key/k-2")],
    ),
    # what a call creates in IAM gets the path that it names
    (
        "iam",
        "CreateRole",
        {"RoleName": "r", "Path": "/ops/"},
        [("iam:CreateRole", f"arn:aws:iam::{ACCOUNT}:role/ops/r")],
    ),
    # the policies of a principal are read by its ARN
    (
        "iam",
        "GetContextKeysForPrincipalPolicy",
        {"PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:role/ops/r"},
        [("iam:GetContextKeysForPrincipalPolicy", f"arn:aws:iam::{ACCOUNT}:role/ops/r")],
    ),
]


@pytest.mark.parametrize(("service", "operation", "parameters", "expected"), CASES)
def test_a_call_needs_its_actions_on_its_resources(
    service: str, operation: str, parameters: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert pairs(needed(service, operation, parameters)) == expected


def test_a_name_becomes_the_arn_of_what_exists() -> None:
    known = {"iam:role deployer": f"arn:aws:iam::{ACCOUNT}:role/ops/deployer"}
    found = needed("iam", "DeleteRole", {"RoleName": "deployer"}, known)
    assert pairs(found) == [("iam:DeleteRole", f"arn:aws:iam::{ACCOUNT}:role/ops/deployer")]


def test_an_association_requires_permission_on_its_resource() -> None:
    known = {"ec2:route-table rtbassoc-1": f"arn:aws:ec2:{HERE}:route-table/rtb-1"}
    found = needed("ec2", "DisassociateRouteTable", {"AssociationId": "rtbassoc-1"}, known)
    assert pairs(found) == [("ec2:DisassociateRouteTable", f"arn:aws:ec2:{HERE}:route-table/rtb-1")]
    unknown = needed("ec2", "DisassociateRouteTable", {"AssociationId": "rtbassoc-1"})
    assert unknown[0].resource == f"arn:aws:ec2:{HERE}:route-table/*"


def test_api_gateway_is_decided_on_method_and_path() -> None:
    call = OperationCall(
        service="apigateway",
        prefix="apigateway",
        operation="GetRestApis",
        account=ACCOUNT,
        region="us-east-1",
        method="GET",
        path="/restapis?limit=5",
    )
    assert pairs(list(requirements(call, REFERENCE))) == [("apigateway:GET", "arn:aws:apigateway:us-east-1::/restapis")]


def test_tags_of_a_new_resource_are_keys_of_its_creation_and_a_permission_of_their_own() -> None:
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "owner", "Value": "mobile"}]}]
    created, tagged = needed("ec2", "CreateVpc", {"TagSpecifications": tags})
    assert created.context == {
        "aws:RequestTag/owner": "mobile",
        "aws:ResourceTag/owner": "mobile",
        "aws:TagKeys": ["owner"],
        "ec2:Region": "us-east-1",
        "ec2:ResourceTag/owner": "mobile",
    }
    assert (tagged.action, tagged.resource) == ("ec2:CreateTags", f"arn:aws:ec2:{HERE}:vpc/*")
    assert tagged.context["ec2:CreateAction"] == "CreateVpc"


def test_tags_of_an_existing_resource_need_one_permission() -> None:
    found = needed("iam", "TagRole", {"RoleName": "r", "Tags": [{"Key": "a", "Value": "b"}]})
    assert [requirement.action for requirement in found] == ["iam:TagRole"]
    assert found[0].context == {"aws:RequestTag/a": "b", "aws:TagKeys": ["a"]}


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "key", "value"),
    [
        ("iam", "CreateRole", {"RoleName": "r", "PermissionsBoundary": "arn:b"}, "iam:PermissionsBoundary", "arn:b"),
        ("iam", "AttachRolePolicy", {"RoleName": "r", "PolicyArn": "arn:p"}, "iam:PolicyARN", "arn:p"),
        ("s3", "ListObjectsV2", {"Bucket": "b", "Prefix": "home/"}, "s3:prefix", "home/"),
        (
            "s3",
            "PutObject",
            {"Bucket": "b", "Key": "k", "StorageClass": "GLACIER"},
            "s3:x-amz-storage-class",
            "GLACIER",
        ),
        ("kms", "Encrypt", {"KeyId": "k", "EncryptionContext": {"App": "shop"}}, "kms:EncryptionContext:App", "shop"),
        ("sts", "AssumeRole", {"RoleArn": "arn:r", "ExternalId": "x"}, "sts:ExternalId", "x"),
        ("iam", "CreateServiceLinkedRole", {"AWSServiceName": "ecs.x"}, "iam:AWSServiceName", "ecs.x"),
    ],
)
def test_parameters_become_condition_keys(
    service: str, operation: str, parameters: dict[str, object], key: str, value: str
) -> None:
    assert needed(service, operation, parameters)[0].context[key] == value


@pytest.mark.parametrize(("given", "expected"), [({}, True), ({"allowExternalPrincipals": False}, False)])
def test_a_new_share_admits_external_principals_by_default(given: dict[str, object], expected: object) -> None:
    found = needed("ram", "CreateResourceShare", {"name": "hub", **given})[0]
    assert found.context["ram:RequestedAllowsExternalPrincipals"] is expected


def test_a_resource_has_the_keys_of_its_own_type() -> None:
    """Reference: Service Authorization Reference, RunInstances: ec2:InstanceType is in the row of the instance."""
    given = {"ImageId": "ami-1", "InstanceType": "t3.micro", "SubnetId": "subnet-1", "KeyName": "k"}
    found = [one for one in needed("ec2", "RunInstances", given) if one.action == "ec2:RunInstances"]
    with_type = {one.resource.split("/")[0].split(":")[-1] for one in found if "ec2:InstanceType" in one.context}
    assert with_type == {"instance"}
    assert {one.resource.split("/")[0].split(":")[-1] for one in found} > {"instance", "image", "subnet"}


def test_a_shared_snapshot_has_the_accounts_in_its_context() -> None:
    added = [{"Group": "all"}, {"UserId": ACCOUNT}]
    found = needed("ec2", "ModifySnapshotAttribute", {"SnapshotId": "snap-1", "CreateVolumePermission": {"Add": added}})
    keys = found[0].context
    assert (keys["ec2:Add/group"], keys["ec2:Add/userId"]) == (["all"], [ACCOUNT])
    assert keys["ec2:Attribute"] == "CreateVolumePermission"


def test_a_shared_image_has_the_attribute_in_its_context_and_not_the_accounts() -> None:
    """Reference: Service Authorization Reference, Amazon EC2: the row of ModifyImageAttribute."""
    added = [{"Group": "all"}, {"UserId": ACCOUNT}]
    found = needed("ec2", "ModifyImageAttribute", {"ImageId": "ami-1", "LaunchPermission": {"Add": added}})
    assert found[0].context["ec2:Attribute"] == "LaunchPermission"
    assert not [key for key in found[0].context if key.startswith("ec2:Add/")]


def test_a_passed_role_names_the_service_that_gets_it() -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/task"
    found = needed("ecs", "RegisterTaskDefinition", {"family": "web", "taskRoleArn": role, "executionRoleArn": role})
    passed = [requirement for requirement in found if requirement.action == "iam:PassRole"]
    assert [(one.resource, one.context) for one in passed] == [
        (role, {"iam:PassedToService": "ecs-tasks.amazonaws.com"})
    ] * 2


def test_an_operation_without_a_mapping_is_refused_by_name() -> None:
    with pytest.raises(NoMapping, match=r"athena\.MakeCoffee"):
        needed("athena", "MakeCoffee", {})


@pytest.mark.parametrize(
    ("url", "region", "account", "name"),
    [
        ("http://127.0.0.1:4566/444455556666/orders", "us-east-1", "444455556666", "orders"),
        (f"http://127.0.0.1:4566/queue/eu-west-1/{ACCOUNT}/orders", "eu-west-1", ACCOUNT, "orders"),
        (f"https://sqs.eu-west-1.amazonaws.com/{ACCOUNT}/orders", "eu-west-1", ACCOUNT, "orders"),
        (f"http://eu-west-1.queue.localhost:4566/{ACCOUNT}/orders", "eu-west-1", ACCOUNT, "orders"),
        (f"http://queue.localhost:4566/{ACCOUNT}/orders", "us-east-1", ACCOUNT, "orders"),
        (f"http://127.0.0.1:4566/{ACCOUNT}/orders/", "us-east-1", ACCOUNT, "orders"),
        (f"http://127.0.0.1:4566/{ACCOUNT}/orders?/mine", "us-east-1", ACCOUNT, "orders"),
        (f"http://127.0.0.1:4566/queue/eu-west-1/{ACCOUNT}/orders#/mine", "eu-west-1", ACCOUNT, "orders"),
        ("orders", "us-east-1", ACCOUNT, "orders"),
    ],
)
def test_a_queue_is_that_which_the_engine_finds_by_its_url(url: str, region: str, account: str, name: str) -> None:
    found = needed("sqs", "SendMessage", {"QueueUrl": url})
    assert pairs(found) == [("sqs:SendMessage", f"arn:aws:sqs:{region}:{account}:{name}")]


@pytest.mark.parametrize(
    ("source", "action", "resource"),
    [
        ("from/a b", "s3:GetObject", "from/a b"),
        ("/from/a%20b", "s3:GetObject", "from/a b"),
        ("from/a+b", "s3:GetObject", "from/a b"),
        ("%66rom/k", "s3:GetObject", "from/k"),
        ("arn:from/k", "s3:GetObject", "from/k"),
        ("http://other/from/k", "s3:GetObject", "from/k"),
        ("from/k#/other", "s3:GetObject", "from/k"),
        ("from/k?versionId=7", "s3:GetObjectVersion", "from/k"),
        ("from/k?x=1&versionId=7", "s3:GetObjectVersion", "from/k"),
    ],
)
def test_the_source_of_a_copy_is_that_which_the_engine_reads(source: str, action: str, resource: str) -> None:
    found = pairs(needed("s3", "CopyObject", {"Bucket": "to", "Key": "k", "CopySource": source}))
    assert (action, f"arn:aws:s3:::{resource}") in found


@pytest.mark.parametrize(
    ("named", "arn"),
    [
        ("hello", f"arn:aws:lambda:{HERE}:function:hello"),
        ("444455556666:function:hello", "arn:aws:lambda:us-east-1:444455556666:function:hello"),
        ("444455556666:hello", "arn:aws:lambda:us-east-1:444455556666:function:hello"),
        ("eu-west-1:444455556666:function:hello", FAR),
        ("arn:aws:lambda:eu-west-1:444455556666:hello", FAR),
        (
            "arn:aws:lambda:eu-west-1:444455556666:function:hello",
            "arn:aws:lambda:eu-west-1:444455556666:function:hello",
        ),
    ],
)
@pytest.mark.parametrize(
    ("operation", "action"), [("Invoke", "InvokeFunction"), ("GetFunction", "GetFunction"), ("DeleteFunction",) * 2]
)
def test_a_function_is_that_which_the_engine_finds(named: str, arn: str, operation: str, action: str) -> None:
    assert pairs(needed("lambda", operation, {"FunctionName": named})) == [(f"lambda:{action}", arn)]
