"""Policies of gateway endpoints: principals of the organization to resources of the organization."""

from __future__ import annotations

import pytest

from network.endpoint_policies import Service, endpoint_policy
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

ORGANIZATION = "o-abcdefghij"
FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
OURS = {"aws:PrincipalOrgID": ORGANIZATION, "aws:ResourceOrgID": ORGANIZATION}


def allowed(service: Service, action: str, resource: str, context: dict[str, str]) -> bool:
    layers = Layers(
        identity=PolicySet.of([FULL], Kind.IDENTITY),
        endpoint=PolicySet.of([endpoint_policy(service, ORGANIZATION, "us-east-1")], Kind.ENDPOINT),
    )
    principal = "arn:aws:sts::200000000005:assumed-role/worker/i-1"
    request = Request.of(principal, action, resource, context=context, resource_account="200000000005")
    return decide(request, layers).decision is Decision.ALLOW


@pytest.mark.parametrize(
    ("service", "action", "resource"),
    [
        ("s3", "s3:PutObject", "arn:aws:s3:::mobile-assets/x"),
        ("dynamodb", "dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:200000000005:table/carts"),
    ],
)
def test_only_principals_and_resources_of_the_organization_are_allowed(
    service: Service, action: str, resource: str
) -> None:
    assert allowed(service, action, resource, OURS)
    assert not allowed(service, action, resource, OURS | {"aws:ResourceOrgID": "o-external00"})
    assert not allowed(service, action, resource, OURS | {"aws:PrincipalOrgID": "o-external00"})
    assert not allowed(service, action, resource, {})


def test_instances_read_amazon_linux_packages_and_do_not_write_them() -> None:
    packages = "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/core/x.rpm"
    assert allowed("s3", "s3:GetObject", packages, {})
    assert not allowed("s3", "s3:PutObject", packages, {})
