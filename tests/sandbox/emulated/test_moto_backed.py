"""Services that moto implements: resources are visible only in their account."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.emulated.moto_backed import MOTO_BACKED, TRIED
from tests.sandbox.emulated.moto_resources import TABLE, AccountSetup, calls, setup_in

pytestmark = pytest.mark.engine

MONTH = {"TimePeriod": {"Start": "2026-01-01", "End": "2026-02-01"}}

READS: dict[str, tuple[str, dict[str, Any], str]] = {
    "apigatewayv2": ("get_apis", {}, "Items"),
    "application-autoscaling": ("describe_scalable_targets", {"ServiceNamespace": "dynamodb"}, "ScalableTargets"),
    "athena": ("list_data_catalogs", {}, "DataCatalogsSummary"),
    "autoscaling": ("describe_auto_scaling_groups", {}, "AutoScalingGroups"),
    "backup": ("list_backup_vaults", {}, "BackupVaultList"),
    "batch": ("describe_job_queues", {}, "jobQueues"),
    "ce": ("get_cost_and_usage", {**MONTH, "Granularity": "MONTHLY", "Metrics": ["BlendedCost"]}, "ResultsByTime"),
    "cloudfront": ("list_distributions", {}, "DistributionList"),
    "codebuild": ("list_projects", {}, "projects"),
    "codedeploy": ("list_applications", {}, "applications"),
    "codepipeline": ("list_pipelines", {}, "pipelines"),
    "cognito-identity": ("list_identity_pools", {"MaxResults": 10}, "IdentityPools"),
    "cognito-idp": ("list_user_pools", {"MaxResults": 10}, "UserPools"),
    "dynamodb": ("list_tables", {}, "TableNames"),
    "dynamodbstreams": ("list_streams", {}, "Streams"),
    "ecr": ("describe_repositories", {}, "repositories"),
    "ecs": ("list_clusters", {}, "clusterArns"),
    "efs": ("describe_file_systems", {}, "FileSystems"),
    "elasticache": ("describe_cache_clusters", {}, "CacheClusters"),
    "elasticbeanstalk": ("describe_environments", {}, "Environments"),
    "elb": ("describe_load_balancers", {}, "LoadBalancerDescriptions"),
    "elbv2": ("describe_load_balancers", {}, "LoadBalancers"),
    "emr": ("list_clusters", {}, "Clusters"),
    "glue": ("get_databases", {}, "DatabaseList"),
    "guardduty": ("list_detectors", {}, "DetectorIds"),
    "identitystore": ("list_users", {"IdentityStoreId": "d-1234567890"}, "Users"),
    "kinesis": ("list_streams", {}, "StreamNames"),
    "mq": ("list_brokers", {}, "BrokerSummaries"),
    "network-firewall": ("list_firewalls", {}, "Firewalls"),
    "networkmanager": ("describe_global_networks", {}, "GlobalNetworks"),
    "rds": ("describe_db_instances", {}, "DBInstances"),
    "securityhub": ("get_findings", {}, "Findings"),
    "service-quotas": ("list_aws_default_service_quotas", {"ServiceCode": "vpc"}, "Quotas"),
    "servicediscovery": ("list_namespaces", {}, "Namespaces"),
    "sso-admin": ("list_instances", {}, "Instances"),
    "vpc-lattice": ("list_services", {}, "items"),
    "wafv2": ("list_web_acls", {"Scope": "REGIONAL"}, "WebACLs"),
}
"""Every service on moto that has a list operation."""


def test_every_service_on_the_list_is_tested_as_listed() -> None:
    tested = {name for name, how in MOTO_BACKED.items() if how.startswith(TRIED)}

    assert set(MOTO_BACKED) - {"codecommit"} == set(READS)
    assert tested - {"codecommit", "dynamodbstreams"} == {*CREATE, *BY_CALLS}


@pytest.mark.parametrize("service", sorted(READS))
def test_a_service_of_moto_responds(client: Any, account: str, service: str) -> None:
    call, arguments, member = READS[service]

    assert member in getattr(client(service, account=account), call)(**arguments)


def make_table(api: Any) -> None:
    api.create_table(**TABLE)
    api.put_item(TableName="orders", Item={"id": {"S": "1"}})
    assert api.get_item(TableName="orders", Key={"id": {"S": "1"}})["Item"] == {"id": {"S": "1"}}


def make_cluster(api: Any) -> None:
    assert api.create_cluster(clusterName="orders")["cluster"]["status"] == "ACTIVE"


def make_repository(api: Any) -> None:
    assert "orders" in api.create_repository(repositoryName="orders")["repository"]["repositoryArn"]


def make_stream(api: Any) -> None:
    api.create_stream(StreamName="orders", ShardCount=1)
    assert api.put_record(StreamName="orders", Data=b"1", PartitionKey="1")["ShardId"]


def make_database(api: Any) -> None:
    api.create_db_instance(
        DBInstanceIdentifier="orders",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        MasterUsername="owner",
        MasterUserPassword="password-of-a-test",
        AllocatedStorage=20,
    )


def make_namespace(api: Any) -> None:
    assert api.create_http_namespace(Name="orders")["OperationId"]


WEB = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}


def make_distribution(api: Any) -> None:
    origin = {"Id": "o", "DomainName": "orders.example", "CustomOriginConfig": WEB}
    api.create_distribution(
        DistributionConfig={
            "CallerReference": "orders",
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"},
        }
    )


def make_user_pool(api: Any) -> None:
    api.create_user_pool(PoolName="orders")


CREATE: dict[str, Callable[[Any], None]] = {
    "cloudfront": make_distribution,
    "cognito-idp": make_user_pool,
    "dynamodb": make_table,
    "ecr": make_repository,
    "ecs": make_cluster,
    "kinesis": make_stream,
    "rds": make_database,
    "servicediscovery": make_namespace,
}


BY_CALLS = sorted(
    calls(AccountSetup("123456789012", "vpc-1", ("subnet-1", "subnet-2"), "arn:aws:iam::123456789012:role/x"))
)
"""Services whose resource is created with API calls only."""


@pytest.mark.parametrize("service", BY_CALLS)
def test_resources_created_by_calls_are_not_in_another_account(client: Any, account: str, service: str) -> None:
    call, arguments, member = READS[service]
    mine, theirs = client(service, account=account), client(service, account=str(int(account) ^ 1))

    for name, made in calls(setup_in(client, account))[service]:
        getattr(mine, name)(**made)

    assert getattr(mine, call)(**arguments)[member]
    assert not getattr(theirs, call)(**arguments)[member]


def test_the_stream_of_a_table_is_visible_only_in_its_account(client: Any, account: str) -> None:
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    client("dynamodb", account=account).create_table(**TABLE, StreamSpecification=stream)

    seen = [
        client("dynamodbstreams", account=caller).list_streams()["Streams"]
        for caller in (account, str(int(account) ^ 1))
    ]
    assert [len(each) for each in seen] == [1, 0]


@pytest.mark.parametrize("service", sorted(CREATE))
def test_resources_of_one_account_are_not_visible_in_another(client: Any, account: str, service: str) -> None:
    call, arguments, member = READS[service]
    other = str(int(account) ^ 1).zfill(12)

    CREATE[service](client(service, account=account))

    seen = {caller: getattr(client(service, account=caller), call)(**arguments)[member] for caller in (account, other)}
    assert "rders" in json.dumps(seen[account], default=str) or seen[account]
    assert seen[other] == [] or seen[other].get("Quantity") == 0


def test_a_repository_of_codecommit_is_found(client: Any, account: str) -> None:
    codecommit = client("codecommit", account=account)
    codecommit.create_repository(repositoryName="orders")

    assert codecommit.get_repository(repositoryName="orders")["repositoryMetadata"]["accountId"] == account


def test_a_missing_operation_of_moto_is_refused_by_name(client: Any, account: str) -> None:
    with pytest.raises(Exception, match=r"InternalFailure.*does not emulate DescribeTrustStores of elbv2"):
        client("elbv2", account=account).describe_trust_stores()
