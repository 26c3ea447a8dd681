"""RAM shares of a plan."""

from __future__ import annotations

from sandbox.iam.evaluator import Evaluator
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, MEMBER, Read, document, plan_resource

ARN = f"arn:aws:ram:us-east-1:{MANAGEMENT}:resource-share/hub"
GATEWAY = f"arn:aws:ec2:us-east-1:{MANAGEMENT}:transit-gateway/tgw-1"
ATTACH = "ec2:CreateTransitGatewayVpcAttachment"


def test_a_shared_transit_gateway_may_be_attached_by_the_principals_of_the_share(read: Read) -> None:
    trust = document({"Effect": "Allow", "Principal": {"AWS": MEMBER}, "Action": "sts:AssumeRole"})
    own = document({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})
    association = {"resourceShareArn": ARN}
    made = (
        plan_resource("aws:iam/role:Role", "ops", MEMBER, name="ops", path="/", assumeRolePolicy=trust),
        plan_resource("aws:iam/rolePolicy:RolePolicy", "own", MEMBER, role="ops", name="own", policy=own),
        plan_resource("aws:ram/resourceShare:ResourceShare", "hub", name="hub", arn=ARN),
        plan_resource("aws:ram/resourceAssociation:ResourceAssociation", "gw", resourceArn=GATEWAY, **association),
        plan_resource("aws:ram/principalAssociation:PrincipalAssociation", "member", principal=MEMBER, **association),
    )
    other = f"{GATEWAY}-2"
    associated = {"resourceShareArn": f"{ARN}-2", "resourceArn": other}
    snapshot = read(
        *made,
        plan_resource("aws:ram/resourceShare:ResourceShare", "other", name="other", arn=f"{ARN}-2"),
        plan_resource("aws:ram/resourceAssociation:ResourceAssociation", "other-gw", **associated),
    )
    evaluator, role = Evaluator(snapshot), f"arn:aws:iam::{MEMBER}:role/ops"
    assert evaluator.decide(role, ATTACH, GATEWAY).allowed
    assert not evaluator.decide(role, "ec2:DeleteTransitGateway", GATEWAY).allowed
    assert not evaluator.decide(role, ATTACH, other).allowed
