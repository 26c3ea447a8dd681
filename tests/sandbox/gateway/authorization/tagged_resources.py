"""Resources with the tag `team: red`, one a type, and an operation on each that its tags decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.sandbox.gateway.authorization.people import allow, policy

type Owner = Callable[[str], Any]
type Make = Callable[[Owner], Mapping[str, Any]]

TAGS = [{"Key": "team", "Value": "red"}]
CASES: dict[str, tuple[str, Make, str, Mapping[str, Any]]] = {}
"""Name -> service, what makes a tagged resource and returns the parameters that name it, operation on it, and more."""


def case(service: str, operation: str, **more: Any) -> Callable[[Make], Make]:
    """Register what makes a resource of a service with the tag, and an operation on it with its other parameters."""

    def register(make: Make) -> Make:
        CASES[make.__name__] = (service, make, operation, more)
        return make

    return register


@case("sqs", "get_queue_attributes")
def queue(owner: Owner) -> Mapping[str, Any]:
    client = owner("sqs")
    return {"QueueUrl": client.create_queue(QueueName="orders", tags={"team": "red"})["QueueUrl"]}


@case("sns", "get_topic_attributes")
def topic(owner: Owner) -> Mapping[str, Any]:
    client = owner("sns")
    return {"TopicArn": client.create_topic(Name="orders", Tags=TAGS)["TopicArn"]}


@case("kms", "describe_key")
def key(owner: Owner) -> Mapping[str, Any]:
    client = owner("kms")
    tags = [{"TagKey": "team", "TagValue": "red"}]
    return {"KeyId": client.create_key(Tags=tags)["KeyMetadata"]["KeyId"]}


@case("secretsmanager", "describe_secret")
def secret(owner: Owner) -> Mapping[str, Any]:
    client = owner("secretsmanager")
    return {"SecretId": client.create_secret(Name="orders", SecretString="x", Tags=TAGS)["ARN"]}


@case("logs", "put_retention_policy", retentionInDays=7)
def log_group(owner: Owner) -> Mapping[str, Any]:
    client = owner("logs")
    client.create_log_group(logGroupName="/orders", tags={"team": "red"})
    return {"logGroupName": "/orders"}


@case("dynamodb", "describe_table")
def table(owner: Owner) -> Mapping[str, Any]:
    client = owner("dynamodb")
    client.create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=TAGS,
    )
    return {"TableName": "orders"}


@case("ecr", "list_images")
def repository(owner: Owner) -> Mapping[str, Any]:
    client = owner("ecr")
    client.create_repository(repositoryName="orders", tags=TAGS)
    return {"repositoryName": "orders"}


@case("ecs", "delete_cluster")
def cluster(owner: Owner) -> Mapping[str, Any]:
    client = owner("ecs")
    tags = [{"key": "team", "value": "red"}]
    return {"cluster": client.create_cluster(clusterName="orders", tags=tags)["cluster"]["clusterArn"]}


@case("elbv2", "delete_target_group")
def target_group(owner: Owner) -> Mapping[str, Any]:
    client = owner("elbv2")
    made = client.create_target_group(Name="orders", TargetType="lambda", Tags=TAGS)
    return {"TargetGroupArn": made["TargetGroups"][0]["TargetGroupArn"]}


@case("rds", "modify_db_instance", AllocatedStorage=30)
def database(owner: Owner) -> Mapping[str, Any]:
    client = owner("rds")
    client.create_db_instance(
        DBInstanceIdentifier="orders",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="admin1",
        MasterUserPassword="example-password",
        Tags=TAGS,
    )
    return {"DBInstanceIdentifier": "orders"}


@case("ssm", "get_parameter")
def parameter(owner: Owner) -> Mapping[str, Any]:
    client = owner("ssm")
    client.put_parameter(Name="/orders/color", Value="x", Type="String", Tags=TAGS)
    return {"Name": "/orders/color"}


@case("directconnect", "update_connection", connectionName="new")
def connection(owner: Owner) -> Mapping[str, Any]:
    client = owner("directconnect")
    location = client.describe_locations()["locations"][0]["locationCode"]
    tags = [{"key": "team", "value": "red"}]
    made = client.create_connection(location=location, bandwidth="1Gbps", connectionName="orders", tags=tags)
    return {"connectionId": made["connectionId"]}


@case("ram", "update_resource_share", name="new")
def resource_share(owner: Owner) -> Mapping[str, Any]:
    client = owner("ram")
    made = client.create_resource_share(name="orders", tags=[{"key": "team", "value": "red"}])
    return {"resourceShareArn": made["resourceShare"]["resourceShareArn"]}


@case("events", "describe_event_bus")
def event_bus(owner: Owner) -> Mapping[str, Any]:
    client = owner("events")
    client.create_event_bus(Name="orders", Tags=TAGS)
    return {"Name": "orders"}


@case("kinesis", "describe_stream_summary")
def stream(owner: Owner) -> Mapping[str, Any]:
    client = owner("kinesis")
    client.create_stream(StreamName="orders", ShardCount=1)
    client.add_tags_to_stream(StreamName="orders", Tags={"team": "red"})
    return {"StreamName": "orders"}


@case("efs", "describe_lifecycle_configuration")
def file_system(owner: Owner) -> Mapping[str, Any]:
    client = owner("efs")
    return {"FileSystemId": client.create_file_system(CreationToken="orders", Tags=TAGS)["FileSystemId"]}


@case("acm", "describe_certificate")
def certificate(owner: Owner) -> Mapping[str, Any]:
    client = owner("acm")
    return {"CertificateArn": client.request_certificate(DomainName="orders.example.com", Tags=TAGS)["CertificateArn"]}


@case("cloudtrail", "get_trail_status")
def trail(owner: Owner) -> Mapping[str, Any]:
    client = owner("cloudtrail")
    bucket = f"trail-{owner('sts').get_caller_identity()['Account']}"
    owner("s3").create_bucket(Bucket=bucket)
    service, arn = {"Service": "cloudtrail.amazonaws.com"}, f"arn:aws:s3:::{bucket}"
    written = policy(
        allow("s3:GetBucketAcl", resource=arn, Principal=service),
        allow("s3:PutObject", resource=f"{arn}/AWSLogs/*", Principal=service),
    )
    owner("s3").put_bucket_policy(Bucket=bucket, Policy=written)
    made = client.create_trail(Name="orders", S3BucketName=bucket, TagsList=TAGS)
    return {"Name": made["TrailARN"]}


@case("scheduler", "delete_schedule_group")
def schedule_group(owner: Owner) -> Mapping[str, Any]:
    client = owner("scheduler")
    client.create_schedule_group(Name="orders", Tags=TAGS)
    return {"Name": "orders"}


@case("ec2", "modify_transit_gateway", Description="new")
def transit_gateway(owner: Owner) -> Mapping[str, Any]:
    client = owner("ec2")
    tags = [{"ResourceType": "transit-gateway", "Tags": TAGS}]
    return {
        "TransitGatewayId": client.create_transit_gateway(TagSpecifications=tags)["TransitGateway"]["TransitGatewayId"]
    }


@case("route53resolver", "get_resolver_rule")
def resolver_rule(owner: Owner) -> Mapping[str, Any]:
    client = owner("route53resolver")
    made = client.create_resolver_rule(
        CreatorRequestId="1", RuleType="SYSTEM", DomainName="orders.example.com", Name="orders", Tags=TAGS
    )
    return {"ResolverRuleId": made["ResolverRule"]["Id"]}


@case("autoscaling", "delete_auto_scaling_group")
def auto_scaling_group(owner: Owner) -> Mapping[str, Any]:
    client = owner("autoscaling")
    client.create_launch_configuration(LaunchConfigurationName="orders", ImageId="ami-1", InstanceType="t3.micro")
    client.create_auto_scaling_group(
        AutoScalingGroupName="orders",
        LaunchConfigurationName="orders",
        MinSize=0,
        MaxSize=0,
        AvailabilityZones=["us-east-1a"],
        Tags=[{**TAGS[0], "ResourceId": "orders", "ResourceType": "auto-scaling-group", "PropagateAtLaunch": False}],
    )
    return {"AutoScalingGroupName": "orders"}
