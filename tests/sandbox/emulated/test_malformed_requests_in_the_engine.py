"""Malformed requests get a client error of the protocol, which SDKs do not retry."""

from __future__ import annotations

from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from sandbox.emulated.registry import services
from sandbox.engine import Engine

pytestmark = pytest.mark.engine

WRONG_TYPE = "SerializationException"
MISSING = "ValidationException"

MALFORMED: list[tuple[str, str, dict[str, Any], str]] = [
    ("accessanalyzer", "CreateAnalyzer", {"analyzerName": {"no": "text"}, "type": "ACCOUNT"}, WRONG_TYPE),
    ("accessanalyzer", "CreateAnalyzer", {"type": "ACCOUNT"}, MISSING),
    ("account", "PutAccountName", {"AccountName": {"no": "text"}}, WRONG_TYPE),
    ("account", "PutAccountName", {}, MISSING),
    ("budgets", "DescribeBudget", {"AccountId": "111111111111", "BudgetName": ["no", "text"]}, WRONG_TYPE),
    ("budgets", "DescribeBudget", {"AccountId": "111111111111"}, "InvalidParameterException"),
    ("budgets", "TagResource", {"ResourceARN": "orders", "ResourceTags": []}, "InvalidParameterException"),
    ("cloudtrail", "GetTrail", {"Name": 5}, WRONG_TYPE),
    ("cloudtrail", "GetTrailStatus", {"Name": "arn:"}, "TrailNotFoundException"),
    ("cloudtrail", "GetTrail", {}, MISSING),
    ("directconnect", "CreateConnection", {"location": {"no": "text"}}, WRONG_TYPE),
    ("directconnect", "CreateConnection", {"location": "EqDC2", "bandwidth": "1Gbps"}, MISSING),
    ("ec2", "EnableVgwRoutePropagation", {"RouteTableId": "rtb-1"}, "MissingParameter"),
    ("health", "DescribeEventDetails", {"eventArns": [5]}, WRONG_TYPE),
    ("health", "DescribeEventDetails", {}, MISSING),
    ("iam", "UpdateUser", {"NewUserName": "b"}, "ValidationError"),
    ("lambda", "AddPermission", {"FunctionName": "f", "StatementId": "s"}, MISSING),
    ("logs", "PutMetricFilter", {"logGroupName": {"no": "text"}}, WRONG_TYPE),
    ("logs", "PutMetricFilter", {"logGroupName": "group"}, MISSING),
    ("organizations", "DescribeAccount", {"AccountId": {"no": "text"}}, WRONG_TYPE),
    ("organizations", "DescribeAccount", {}, "InvalidInputException"),
    ("ram", "CreateResourceShare", {"name": {"no": "text"}}, WRONG_TYPE),
    ("ram", "CreateResourceShare", {}, MISSING),
    ("ram", "CreateResourceShare", {"name": "a", "tags": [{"value": "b"}]}, "InvalidParameterException"),
    (
        "ram",
        "GetResourceShares",
        {"resourceOwner": "SELF", "tagFilters": [{"tagValues": ["a"]}]},
        "InvalidParameterException",
    ),
    ("ram", "GetResourcePolicies", {"resourceArns": [""]}, "ResourceArnNotFoundException"),
    ("route53", "CreateVPCAssociationAuthorization", {"HostedZoneId": "Z1"}, "InvalidInput"),
    ("route53resolver", "GetResolverRule", {"ResolverRuleId": True}, WRONG_TYPE),
    ("route53resolver", "GetResolverRule", {}, MISSING),
    ("route53resolver", "ListResolverRules", {"Filters": [{}]}, "InvalidParameterException"),
    ("route53resolver", "ListResolverEndpoints", {"Filters": [{}]}, MISSING),
    (
        "route53resolver",
        "CreateResolverRule",
        {"CreatorRequestId": "a", "RuleType": "SYSTEM"},
        "InvalidParameterException",
    ),
    ("s3", "CreateBucket", {"Bucket": "orders", "ObjectOwnership": "no ownership"}, "InvalidArgument"),
    ("sts", "AssumeRole", {"RoleSessionName": "session"}, "ValidationError"),
]


def test_every_service_with_native_operations_is_tested() -> None:
    assert {service for service, *_ in MALFORMED} == {name for name, it in services().items() if it.package}


@pytest.mark.parametrize(("service", "operation", "request_", "code"), MALFORMED)
def test_a_malformed_request_is_a_client_error(
    engine: Engine, service: str, operation: str, request_: dict[str, Any], code: str
) -> None:
    session = Session()
    session.set_credentials("111111111111", "test")
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    client: Any = session.create_client(service, region_name="us-east-1", endpoint_url=engine.endpoint, config=config)
    with pytest.raises(ClientError) as refused:
        getattr(client, xform_name(operation))(**request_)
    response = refused.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == (code, 400)
