"""The organization trail, its delivery role and its delegated administrator."""

from __future__ import annotations

import json

import pytest

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide
from tests.plans import Plan, entered, inputs, needs, of, sources

pytestmark = pytest.mark.pulumi

TRAIL = "organization-trail"
DELIVERY = "organization-trail-delivery"


def test_the_trail_records_all_accounts_and_regions_with_log_file_validation(whole: Plan) -> None:
    (trail,) = inputs(whole, "aws:cloudtrail/trail:Trail").values()
    on = ("isOrganizationTrail", "isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation")
    assert all(trail[switch] for switch in on)
    assert trail["enableLogging"]


def test_the_trail_writes_to_the_security_accounts_bucket(whole: Plan) -> None:
    (trail,) = of(whole, "aws:cloudtrail/trail:Trail").values()
    bucket = of(whole, "aws:s3/bucket:Bucket")[TRAIL]
    assert (entered(trail), entered(bucket)) == ("management", "security")
    assert trail["inputs"]["s3BucketName"] == bucket["inputs"]["bucket"]


def test_only_cloudtrail_assumes_the_delivery_role_which_only_writes_logs(whole: Plan, estate: Estate) -> None:
    management = planned_account_id(estate.organization.management.email)
    role = f"arn:aws:iam::{management}:role/{DELIVERY}"
    trust = json.loads(inputs(whole, "aws:iam/role:Role")[DELIVERY]["assumeRolePolicy"])
    may = json.loads(inputs(whole, "aws:iam/rolePolicy:RolePolicy")[DELIVERY]["policy"])

    def enters(who: str) -> bool:
        layers = Layers(resource=PolicySet.of([trust], Kind.TRUST))
        return decide(Request.of(who, "sts:AssumeRole", role), layers).decision is Decision.ALLOW

    def does(action: str, stream: str) -> bool:
        group = f"arn:aws:logs:us-east-1:{management}:log-group:{TRAIL}:log-stream:{stream}"
        session = f"arn:aws:sts::{management}:assumed-role/{DELIVERY}/trail"
        layers = Layers(identity=PolicySet.of([may], Kind.IDENTITY))
        return decide(Request.of(session, action, group), layers).decision is Decision.ALLOW

    assert enters("cloudtrail.amazonaws.com")
    assert not enters("ec2.amazonaws.com")
    stream = f"{management}_CloudTrail_us-east-1"
    assert does("logs:PutLogEvents", stream)
    assert not does("logs:PutLogEvents", "somebody-elses")
    assert not does("logs:DeleteLogStream", stream)


def test_the_trail_depends_on_the_policy_of_the_delivery_role(whole: Plan) -> None:
    (trail,) = of(whole, "aws:cloudtrail/trail:Trail").values()
    assert DELIVERY in sources(trail, "cloudWatchLogsRoleArn")
    assert f"aws:iam/rolePolicy:RolePolicy::{DELIVERY}" in needs(trail)


def test_the_security_account_is_delegated_administrator_after_the_trail_exists(whole: Plan) -> None:
    delegated = of(whole, "aws:organizations/delegatedAdministrator:DelegatedAdministrator")[TRAIL]
    assert sources(delegated, "accountId") == {"security"}
    assert delegated["inputs"]["servicePrincipal"] == "cloudtrail.amazonaws.com"
    assert f"aws:cloudtrail/trail:Trail::{TRAIL}" in needs(delegated)
