"""The organization trail, its delivery role and its delegated administrator."""

from __future__ import annotations

import json

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide
from tests.plans import Plan, account_of, dependencies, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

TRAIL = "organization-trail"
DELIVERY = "organization-trail-delivery"


def test_the_trail_records_all_accounts_and_regions_with_log_file_validation(reference_plan: Plan) -> None:
    (trail,) = inputs(reference_plan, "aws:cloudtrail/trail:Trail").values()
    on = ("isOrganizationTrail", "isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation")
    assert all(trail[switch] for switch in on)
    assert trail["enableLogging"]


def test_the_trail_writes_to_the_security_accounts_bucket(reference_plan: Plan) -> None:
    (trail,) = resources_of(reference_plan, "aws:cloudtrail/trail:Trail").values()
    bucket = resources_of(reference_plan, "aws:s3/bucket:Bucket")[TRAIL]
    assert (account_of(trail), account_of(bucket)) == ("management", "security")
    assert trail["inputs"]["s3BucketName"] == bucket["inputs"]["bucket"]


def test_only_cloudtrail_assumes_the_delivery_role_which_only_writes_logs(reference_plan: Plan, estate: Estate) -> None:
    management = planned_account_id(estate.organization.management.email)
    role = f"arn:aws:iam::{management}:role/{DELIVERY}"
    trust = json.loads(inputs(reference_plan, "aws:iam/role:Role")[DELIVERY]["assumeRolePolicy"])
    permissions = json.loads(inputs(reference_plan, "aws:iam/rolePolicy:RolePolicy")[DELIVERY]["policy"])

    def can_assume(principal: str) -> bool:
        layers = Layers(resource=PolicySet.of([trust], Kind.TRUST))
        return decide(Request.of(principal, "sts:AssumeRole", role), layers).decision is Decision.ALLOW

    def can_call(action: str, stream: str) -> bool:
        group = f"arn:aws:logs:us-east-1:{management}:log-group:{TRAIL}:log-stream:{stream}"
        session = f"arn:aws:sts::{management}:assumed-role/{DELIVERY}/trail"
        layers = Layers(identity=PolicySet.of([permissions], Kind.IDENTITY))
        return decide(Request.of(session, action, group), layers).decision is Decision.ALLOW

    assert can_assume("cloudtrail.amazonaws.com")
    assert not can_assume("ec2.amazonaws.com")
    stream = f"{management}_CloudTrail_us-east-1"
    assert can_call("logs:PutLogEvents", stream)
    assert not can_call("logs:PutLogEvents", "another-stream")
    assert not can_call("logs:DeleteLogStream", stream)


def test_the_trail_depends_on_the_policy_of_the_delivery_role(reference_plan: Plan) -> None:
    (trail,) = resources_of(reference_plan, "aws:cloudtrail/trail:Trail").values()
    assert DELIVERY in depends_on(trail, "cloudWatchLogsRoleArn")
    assert f"aws:iam/rolePolicy:RolePolicy::{DELIVERY}" in dependencies(trail)


def test_the_security_account_is_delegated_administrator_after_the_trail_exists(reference_plan: Plan) -> None:
    delegated = resources_of(reference_plan, "aws:organizations/delegatedAdministrator:DelegatedAdministrator")[TRAIL]
    assert depends_on(delegated, "accountId") == {"security"}
    assert delegated["inputs"]["servicePrincipal"] == "cloudtrail.amazonaws.com"
    assert f"aws:cloudtrail/trail:Trail::{TRAIL}" in dependencies(delegated)
