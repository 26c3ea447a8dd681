"""API calls that create one resource of each service that moto implements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

type Call = tuple[str, dict[str, Any]]

SCALED = {
    "ServiceNamespace": "dynamodb",
    "ResourceId": "table/orders",
    "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
}
TABLE: dict[str, Any] = {
    "TableName": "orders",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}
QUIET = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "orders"}
BUILD = {"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL"}


@dataclass(frozen=True)
class AccountSetup:
    """Resources of an account that the calls refer to."""

    account: str
    vpc: str
    subnets: tuple[str, str]
    role: str


def action(name: str, category: str, provider: str, **more: Any) -> dict[str, Any]:
    """Return a pipeline stage with one action."""
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actions": [{"name": name, "actionTypeId": kind, **more}]}


def pipeline(role: str) -> dict[str, Any]:
    """Return the shortest valid pipeline of CodePipeline."""
    source = {"S3Bucket": "orders", "S3ObjectKey": "source.zip"}
    return {
        "name": "orders",
        "roleArn": role,
        "version": 1,
        "artifactStore": {"type": "S3", "location": "orders"},
        "stages": [
            action("source", "Source", "S3", configuration=source, outputArtifacts=[{"name": "source"}]),
            action("release", "Approval", "Manual"),
        ],
    }


def finding(account: str) -> dict[str, Any]:
    """Return a finding of Security Hub."""
    return {
        "SchemaVersion": "2018-10-08",
        "Id": "orders",
        "ProductArn": f"arn:aws:securityhub:us-east-1:{account}:product/{account}/default",
        "GeneratorId": "orders",
        "AwsAccountId": account,
        "Types": ["Software and Configuration Checks"],
        "CreatedAt": "2026-01-01T00:00:00Z",
        "UpdatedAt": "2026-01-01T00:00:00Z",
        "Severity": {"Label": "LOW"},
        "Title": "orders",
        "Description": "orders",
        "Resources": [{"Type": "Other", "Id": "orders"}],
    }


def calls(setup: AccountSetup) -> dict[str, list[Call]]:
    """Return the calls that create each service's resource, in order."""
    broker = {
        "BrokerName": "orders",
        "EngineType": "ActiveMQ",
        "EngineVersion": "5.18",
        "HostInstanceType": "mq.t3.micro",
        "DeploymentMode": "SINGLE_INSTANCE",
        "PubliclyAccessible": False,
        "AutoMinorVersionUpgrade": True,
        "Users": [{"Username": "orders", "Password": "password-of-a-test"}],
    }
    firewall = {
        "FirewallName": "orders",
        "FirewallPolicyArn": f"arn:aws:network-firewall:us-east-1:{setup.account}:firewall-policy/orders",
        "VpcId": setup.vpc,
        "SubnetMappings": [{"SubnetId": setup.subnets[0]}],
    }
    group = {"AutoScalingGroupName": "orders", "LaunchConfigurationName": "orders", "MinSize": 0, "MaxSize": 1}
    launch = {"LaunchConfigurationName": "orders", "ImageId": "ami-12345678", "InstanceType": "t3.micro"}
    environment = {"computeEnvironmentName": "orders", "type": "UNMANAGED", "state": "ENABLED"}
    queue = {"jobQueueName": "orders", "priority": 1, "state": "ENABLED"}
    cluster = {"MasterInstanceType": "m5.large", "InstanceCount": 1, "KeepJobFlowAliveWhenNoSteps": True}
    listener = {"Protocol": "http", "LoadBalancerPort": 80, "InstancePort": 80}
    user = {"UserName": "orders", "DisplayName": "orders", "Name": {"GivenName": "o", "FamilyName": "o"}}
    return {
        "apigatewayv2": [("create_api", {"Name": "orders", "ProtocolType": "HTTP"})],
        "application-autoscaling": [("register_scalable_target", {**SCALED, "MinCapacity": 1, "MaxCapacity": 2})],
        "athena": [("create_data_catalog", {"Name": "orders", "Type": "GLUE"})],
        "autoscaling": [
            ("create_launch_configuration", launch),
            ("create_auto_scaling_group", {**group, "VPCZoneIdentifier": setup.subnets[0]}),
        ],
        "backup": [("create_backup_vault", {"BackupVaultName": "orders"})],
        "batch": [
            ("create_compute_environment", {**environment, "serviceRole": setup.role}),
            (
                "create_job_queue",
                {**queue, "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": "orders"}]},
            ),
        ],
        "codebuild": [
            (
                "create_project",
                {
                    "name": "orders",
                    "source": {"type": "S3", "location": "orders/source.zip"},
                    "artifacts": {"type": "NO_ARTIFACTS"},
                    "environment": BUILD,
                    "serviceRole": setup.role,
                },
            )
        ],
        "codedeploy": [("create_application", {"applicationName": "orders", "computePlatform": "Server"})],
        "codepipeline": [("create_pipeline", {"pipeline": pipeline(setup.role)})],
        "cognito-identity": [
            ("create_identity_pool", {"IdentityPoolName": "orders", "AllowUnauthenticatedIdentities": False})
        ],
        "efs": [("create_file_system", {"CreationToken": "orders"})],
        "elasticache": [
            (
                "create_cache_cluster",
                {"CacheClusterId": "orders", "CacheNodeType": "cache.t3.micro", "Engine": "redis", "NumCacheNodes": 1},
            )
        ],
        "elasticbeanstalk": [
            ("create_application", {"ApplicationName": "orders"}),
            (
                "create_environment",
                {"ApplicationName": "orders", "EnvironmentName": "orders", "SolutionStackName": "Python"},
            ),
        ],
        "elb": [
            (
                "create_load_balancer",
                {"LoadBalancerName": "orders", "Listeners": [listener], "AvailabilityZones": ["us-east-1a"]},
            )
        ],
        "elbv2": [("create_load_balancer", {"Name": "orders", "Subnets": list(setup.subnets)})],
        "emr": [
            (
                "run_job_flow",
                {
                    "Name": "orders",
                    "ReleaseLabel": "emr-6.0.0",
                    "Instances": cluster,
                    "JobFlowRole": "orders",
                    "ServiceRole": "orders",
                },
            )
        ],
        "glue": [("create_database", {"DatabaseInput": {"Name": "orders"}})],
        "guardduty": [("create_detector", {"Enable": True})],
        "identitystore": [("create_user", {"IdentityStoreId": "d-1234567890", **user})],
        "mq": [("create_broker", broker)],
        "network-firewall": [("create_firewall", firewall)],
        "networkmanager": [("create_global_network", {"Description": "orders"})],
        "securityhub": [("batch_import_findings", {"Findings": [finding(setup.account)]})],
        "vpc-lattice": [("create_service", {"name": "orders"})],
        "wafv2": [
            (
                "create_web_acl",
                {"Name": "orders", "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": QUIET},
            )
        ],
    }


def setup_in(client: Any, account: str) -> AccountSetup:
    """Create a VPC with two subnets and a role in an account."""
    ec2, iam = client("ec2", account), client("iam", account)
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    first, second = (
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for cidr, zone in (("10.9.0.0/24", "us-east-1a"), ("10.9.1.0/24", "us-east-1b"))
    )
    service = {"Service": "codepipeline.amazonaws.com"}
    trusted = {"Effect": "Allow", "Principal": service, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
    role = iam.create_role(RoleName="orders", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    return AccountSetup(account, vpc, (first, second), role)
