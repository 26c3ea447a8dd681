"""Condition keys of the state of resources decide calls, both ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.deliveries import service_role
from tests.sandbox.gateway.authorization.functions import function_code
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, policy, refused
from tests.sandbox.gateway.authorization.tagged_resources import CASES, TAGS

pytestmark = pytest.mark.engine

TEAM = {"StringEquals": {"aws:ResourceTag/team": "red"}}


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


@pytest.fixture
def owner(client: Client, account: str) -> Callable[[str], Any]:
    """Return clients of the account's administrator, in the Region of the users' clients."""
    return lambda service: client(service, account=account)


def vpc_and_subnet(ec2: Any, block: str, **tags: str) -> tuple[str, str]:
    vpc = ec2.create_vpc(CidrBlock=f"{block}.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"{block}.1.0/24")["Subnet"]["SubnetId"]
    if tags:
        ec2.create_tags(Resources=[vpc, subnet], Tags=[{"Key": key, "Value": value} for key, value in tags.items()])
    return vpc, subnet


@pytest.mark.parametrize("key", ["aws:ResourceTag/team", "ec2:ResourceTag/team", "ec2:resourceTag/Team"])
def test_tags_of_ec2_resources(people: People, owner: Callable[[str], Any], key: str) -> None:
    _, red = vpc_and_subnet(owner("ec2"), "10.1", team="red")
    _, blue = vpc_and_subnet(owner("ec2"), "10.2", team="blue")
    ann = people.user("ann", allow("ec2:DeleteSubnet", Condition={"StringEquals": {key: "red"}}))
    assert refused(ann("ec2").delete_subnet, SubnetId=blue)[0] == "UnauthorizedOperation"
    ann("ec2").delete_subnet(SubnetId=red)


def test_a_removed_tag_no_longer_decides(people: People, owner: Callable[[str], Any]) -> None:
    _, subnet = vpc_and_subnet(owner("ec2"), "10.1", team="red")
    ann = people.user("ann", allow("ec2:ModifySubnetAttribute", Condition=TEAM))
    ann("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    owner("ec2").delete_tags(Resources=[subnet], Tags=[{"Key": "team"}])
    code, _ = refused(ann("ec2").modify_subnet_attribute, SubnetId=subnet, MapPublicIpOnLaunch={"Value": False})
    assert code == "UnauthorizedOperation"


def test_the_vpc_of_ec2_resources(people: People, owner: Callable[[str], Any]) -> None:
    vpc, inside = vpc_and_subnet(owner("ec2"), "10.1")
    _, outside = vpc_and_subnet(owner("ec2"), "10.2")
    arn = f"arn:aws:ec2:us-east-1:{people.account}:vpc/{vpc}"
    ann = people.user("ann", allow("ec2:DeleteSubnet", Condition={"ArnEquals": {"ec2:Vpc": arn}}))
    assert refused(ann("ec2").delete_subnet, SubnetId=outside)[0] == "UnauthorizedOperation"
    ann("ec2").delete_subnet(SubnetId=inside)


def test_the_type_of_an_instance(people: People, owner: Callable[[str], Any]) -> None:
    ec2 = owner("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    small, large = (
        ec2.run_instances(ImageId=image, InstanceType=kind, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
        for kind in ("t3.micro", "m5.large")
    )
    ann = people.user("ann", allow("ec2:StopInstances", Condition={"StringLike": {"ec2:InstanceType": "t3.*"}}))
    assert refused(ann("ec2").stop_instances, InstanceIds=[large])[0] == "UnauthorizedOperation"
    assert refused(ann("ec2").stop_instances, InstanceIds=[small, large])[0] == "UnauthorizedOperation"
    ann("ec2").stop_instances(InstanceIds=[small])


@pytest.mark.parametrize("key", ["aws:ResourceTag/team", "iam:ResourceTag/team"])
def test_tags_of_roles_and_users(people: People, key: str) -> None:
    trust = policy({"Effect": "Allow", "Principal": {"AWS": people.account}, "Action": "sts:AssumeRole"})
    people.iam.create_role(RoleName="red", AssumeRolePolicyDocument=trust, Tags=TAGS)
    people.iam.create_role(RoleName="blue", AssumeRolePolicyDocument=trust)
    people.iam.create_user(UserName="rob", Tags=TAGS)
    condition = {"StringEquals": {key: "red"}}
    ann = people.user("ann", allow("iam:PutRolePolicy", "iam:PutUserPolicy", Condition=condition))
    document = policy(allow("sqs:*"))
    ann("iam").put_role_policy(RoleName="red", PolicyName="own", PolicyDocument=document)
    ann("iam").put_user_policy(UserName="rob", PolicyName="own", PolicyDocument=document)
    for call, name in ((ann("iam").put_role_policy, "RoleName"), (ann("iam").put_user_policy, "UserName")):
        target = {"RoleName": "blue"} if name == "RoleName" else {"UserName": "ann"}
        assert refused(call, **target, PolicyName="own", PolicyDocument=document)[0] == "AccessDenied"


def test_a_role_is_assumed_by_its_tag(people: People) -> None:
    red, blue = people.role("red", people.account), people.role("blue", people.account)
    people.iam.tag_role(RoleName="red", Tags=TAGS)
    condition = {"StringEquals": {"iam:ResourceTag/team": "red"}}
    ann = people.user("ann", allow("sts:AssumeRole", Condition=condition))
    ann("sts").assume_role(RoleArn=red, RoleSessionName="ann")
    assert refused(ann("sts").assume_role, RoleArn=blue, RoleSessionName="ann")[0] == "AccessDenied"


def test_the_boundary_of_an_existing_entity(people: People) -> None:
    limit = people.iam.create_policy(PolicyName="limit", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    trust = policy({"Effect": "Allow", "Principal": {"AWS": people.account}, "Action": "sts:AssumeRole"})
    people.iam.create_role(RoleName="limited", AssumeRolePolicyDocument=trust, PermissionsBoundary=limit)
    people.iam.create_role(RoleName="free", AssumeRolePolicyDocument=trust)
    bounded = {"StringEquals": {"iam:PermissionsBoundary": limit}}
    ann = people.user(
        "ann",
        allow("iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRolePolicy", "iam:CreateRole", Condition=bounded),
    )
    iam, document = ann("iam"), policy(allow("sqs:*"))
    iam.put_role_policy(RoleName="limited", PolicyName="own", PolicyDocument=document)
    iam.attach_role_policy(RoleName="limited", PolicyArn=limit)
    iam.delete_role_policy(RoleName="limited", PolicyName="own")
    assert refused(iam.put_role_policy, RoleName="free", PolicyName="own", PolicyDocument=document)[0] == "AccessDenied"
    assert refused(iam.attach_role_policy, RoleName="free", PolicyArn=limit)[0] == "AccessDenied"
    created = {"RoleName": "new", "AssumeRolePolicyDocument": trust}
    assert refused(iam.create_role, **created)[0] == "AccessDenied"
    iam.create_role(**created, PermissionsBoundary=limit)


def test_the_boundary_of_a_new_role_is_the_one_of_the_request(people: People) -> None:
    limit = people.iam.create_policy(PolicyName="limit", PolicyDocument=policy(allow("sqs:*")))["Policy"]["Arn"]
    trust = policy({"Effect": "Allow", "Principal": {"AWS": people.account}, "Action": "sts:AssumeRole"})
    people.iam.create_role(RoleName="limited", AssumeRolePolicyDocument=trust, PermissionsBoundary=limit)
    bounded = {"StringEquals": {"iam:PermissionsBoundary": limit}}
    ann = people.user("ann", allow("iam:CreateRole", Condition=bounded))
    call = ann("iam").create_role
    assert refused(call, RoleName="limited", AssumeRolePolicyDocument=trust)[0] == "AccessDenied"


def test_aliases_of_a_key(people: People, owner: Callable[[str], Any]) -> None:
    kms = owner("kms")
    named, other = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    kms.create_alias(AliasName="alias/orders", TargetKeyId=named)
    condition = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/orders"}}
    ann = people.user("ann", allow("kms:Encrypt", Condition=condition))
    ann("kms").encrypt(KeyId=named, Plaintext=b"x")
    assert refused(ann("kms").encrypt, KeyId=other, Plaintext=b"x")[0] == "AccessDeniedException"


def test_what_a_key_is_for(people: People, owner: Callable[[str], Any]) -> None:
    kms = owner("kms")
    symmetric = kms.create_key()["KeyMetadata"]["KeyId"]
    signing = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    ann = people.user("ann", allow("kms:*", Condition={"StringEquals": {"kms:KeyUsage": "SIGN_VERIFY"}}))
    ann("kms").get_public_key(KeyId=signing)
    assert refused(ann("kms").describe_key, KeyId=symmetric)[0] == "AccessDeniedException"


def test_tags_of_objects_but_not_of_buckets(people: People, owner: Callable[[str], Any]) -> None:
    s3, bucket = owner("s3"), f"tags-{people.account}"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": TAGS})
    s3.put_object(Bucket=bucket, Key="red", Body=b"x", Tagging="team=red")
    s3.put_object(Bucket=bucket, Key="blue", Body=b"x")
    existing = {"StringEquals": {"s3:ExistingObjectTag/team": "red"}}
    ann = people.user("ann", allow("s3:GetObject", Condition=existing), allow("s3:ListBucket", Condition=TEAM))
    ann("s3").get_object(Bucket=bucket, Key="red")
    assert refused(ann("s3").get_object, Bucket=bucket, Key="blue")[0] == "AccessDenied"
    assert refused(ann("s3").list_objects_v2, Bucket=bucket)[0] == "AccessDenied"


def test_the_account_of_a_bucket(people: People, owner: Callable[[str], Any]) -> None:
    bucket = f"owned-{people.account}"
    owner("s3").create_bucket(Bucket=bucket)
    own = {"StringEquals": {"s3:ResourceAccount": people.account}}
    other = {"StringEquals": {"s3:ResourceAccount": "000000000001"}}
    ann = people.user("ann", allow("s3:ListBucket", Condition=own), allow("s3:GetBucketTagging", Condition=other))
    ann("s3").list_objects_v2(Bucket=bucket)
    assert refused(ann("s3").get_bucket_tagging, Bucket=bucket)[0] == "AccessDenied"


@pytest.mark.parametrize("name", list(CASES))
def test_the_tag_of_a_resource_decides(people: People, owner: Callable[[str], Any], name: str) -> None:
    service, make, call, more = CASES[name]
    named = make(owner)
    ann = people.user("ann", allow("*", Condition=TEAM))
    bob = people.user("bob", allow("*", Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}}))
    code, _ = refused(getattr(bob(service), call), **named, **more)
    assert code in ("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation")
    getattr(ann(service), call)(**named, **more)


def test_tags_of_hosted_zones_decide_nothing(people: People, owner: Callable[[str], Any]) -> None:
    route53 = owner("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"].rpartition("/")[2]
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone, AddTags=TAGS)
    ann = people.user("ann", allow("route53:*", Condition=TEAM))
    assert refused(ann("route53").get_hosted_zone, Id=zone)[0] == "AccessDenied"


def test_whether_a_share_admits_external_principals(people: People, owner: Callable[[str], Any]) -> None:
    ram = owner("ram")
    internal, external = (
        ram.create_resource_share(name=name, allowExternalPrincipals=admits)["resourceShare"]["resourceShareArn"]
        for name, admits in (("internal", False), ("external", True))
    )
    condition = {"Bool": {"ram:AllowsExternalPrincipals": "false"}}
    ann = people.user("ann", allow("ram:UpdateResourceShare", Condition=condition))
    ann("ram").update_resource_share(resourceShareArn=internal, name="new")
    assert (
        refused(ann("ram").update_resource_share, resourceShareArn=external, name="new")[0] == "AccessDeniedException"
    )


def test_tags_of_a_function_are_those_of_its_versions(people: People, owner: Callable[[str], Any]) -> None:
    role = service_role(owner, "run", "lambda")
    made = owner("lambda").create_function(
        FunctionName="orders",
        Runtime="python3.12",
        Handler="code.handler",
        Role=role,
        Code={"ZipFile": function_code()},
        Tags={"team": "red"},
    )
    ann = people.user("ann", allow("lambda:*", Condition=TEAM))
    bob = people.user("bob", allow("lambda:*", Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}}))
    ann("lambda").get_function_configuration(FunctionName=made["FunctionArn"])
    assert refused(bob("lambda").get_function_configuration, FunctionName="orders")[0] == "AccessDeniedException"


def test_the_function_of_an_event_source_mapping(people: People, owner: Callable[[str], Any]) -> None:
    role = service_role(owner, "run", "lambda", allow("sqs:*"))
    functions = owner("lambda")
    url = owner("sqs").create_queue(QueueName="orders")["QueueUrl"]
    queue = owner("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    made = {}
    for name in ("orders", "returns"):
        code = {"ZipFile": function_code()}
        functions.create_function(FunctionName=name, Runtime="python3.12", Handler="code.handler", Role=role, Code=code)
        made[name] = functions.create_event_source_mapping(FunctionName=name, EventSourceArn=queue, Enabled=False)
    arn = f"arn:aws:lambda:us-east-1:{people.account}:function:orders"
    allowed = allow("lambda:*EventSourceMapping", Condition={"ArnEquals": {"lambda:FunctionArn": arn}})
    ann = people.user("ann", allowed)("lambda")
    ann.get_event_source_mapping(UUID=made["orders"]["UUID"])
    assert refused(ann.get_event_source_mapping, UUID=made["returns"]["UUID"])[0] == "AccessDeniedException"
    refusal, _ = refused(ann.create_event_source_mapping, FunctionName="returns", EventSourceArn=queue)
    assert refusal == "AccessDeniedException"


def test_the_vpc_of_a_new_function(people: People, owner: Callable[[str], Any]) -> None:
    role = service_role(owner, "run", "lambda")
    vpc, inside = vpc_and_subnet(owner("ec2"), "10.1")
    _, outside = vpc_and_subnet(owner("ec2"), "10.2")
    condition = {"ForAllValues:StringEquals": {"lambda:VpcIds": vpc}, "Null": {"lambda:VpcIds": "false"}}
    ann = people.user("ann", allow("lambda:CreateFunction", Condition=condition), allow("iam:PassRole"))("lambda")
    code = {"Runtime": "python3.12", "Handler": "code.handler", "Role": role, "Code": {"ZipFile": function_code()}}
    assert refused(ann.create_function, FunctionName="orders", **code)[0] == "AccessDeniedException"
    for subnets in ([outside], [inside, outside]):
        network = {"SubnetIds": subnets, "SecurityGroupIds": []}
        refusal, _ = refused(ann.create_function, FunctionName="orders", **code, VpcConfig=network)
        assert refusal == "AccessDeniedException"
    ann.create_function(FunctionName="orders", **code, VpcConfig={"SubnetIds": [inside], "SecurityGroupIds": []})


def test_a_denial_by_a_tag(people: People, owner: Callable[[str], Any]) -> None:
    url = owner("sqs").create_queue(QueueName="orders", tags={"team": "red"})["QueueUrl"]
    other = owner("sqs").create_queue(QueueName="returns")["QueueUrl"]
    ann = people.user("ann", allow("sqs:*"), deny("sqs:*", Condition=TEAM))
    ann("sqs").get_queue_attributes(QueueUrl=other)
    assert "with an explicit deny" in refused(ann("sqs").get_queue_attributes, QueueUrl=url)[1]


def test_a_new_resource_has_the_tags_that_the_request_gives_it(people: People) -> None:
    """In requests that create a resource with tags, aws:ResourceTag is in the context, as aws:RequestTag is."""
    ann = people.user("ann", allow("ec2:CreateVpc", Condition=TEAM), allow("ec2:CreateTags"))
    tagged = {team: [{"ResourceType": "vpc", "Tags": [{"Key": "team", "Value": team}]}] for team in ("red", "blue")}
    ann("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tagged["red"])
    for parameters in ({"TagSpecifications": tagged["blue"]}, {}):
        code, message = refused(ann("ec2").create_vpc, CidrBlock="10.0.0.0/16", **parameters)
        assert (code, "ec2:CreateVpc" in message) == ("UnauthorizedOperation", True)


def test_tags_for_a_resource_that_exists_are_not_yet_its_tags(people: People, owner: Callable[[str], Any]) -> None:
    ann = people.user("ann", allow("sqs:CreateQueue", "sqs:TagQueue"), deny("sqs:CreateQueue", Condition=TEAM))
    assert refused(ann("sqs").create_queue, QueueName="orders", tags={"team": "red"})[0] == "AccessDenied"
    ann("sqs").create_queue(QueueName="orders", tags={"team": "blue"})
    owner("sqs").create_queue(QueueName="returns", tags={"team": "red"})
    assert refused(ann("sqs").create_queue, QueueName="returns", tags={"team": "blue"})[0] == "AccessDenied"


def test_an_address_is_found_by_its_association(people: People, owner: Callable[[str], Any]) -> None:
    ec2 = owner("ec2")
    vpc, subnet = vpc_and_subnet(ec2, "10.1")
    internet = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=internet, VpcId=vpc)
    associations = {}
    for team in ("red", "blue"):
        interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        ec2.create_tags(Resources=[address], Tags=[{"Key": "team", "Value": team}])
        associated = ec2.associate_address(AllocationId=address, NetworkInterfaceId=interface)
        associations[team] = associated["AssociationId"]
    ann = people.user(
        "ann",
        allow("ec2:DisassociateAddress", resource="arn:aws:ec2:*:*:elastic-ip/*", Condition=TEAM),
        allow("ec2:DisassociateAddress", resource="arn:aws:ec2:*:*:network-interface/*"),
    )
    code, _ = refused(ann("ec2").disassociate_address, AssociationId=associations["blue"])
    assert code == "UnauthorizedOperation"
    ann("ec2").disassociate_address(AssociationId=associations["red"])
