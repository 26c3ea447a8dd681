"""All guardrails together, as the default estate attaches them, do not deny what the deployment does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.document import Document
from accounts.guardrails import guardrail
from sandbox.estate import Estate
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
HERE = {"aws:RequestedRegion": "us-east-1"}
ORGANIZATION = "o-abcdefghij"

IN_EVERY_ACCOUNT = [
    ("iam:CreateAccountAlias", {}),
    ("iam:UpdateAccountPasswordPolicy", {}),
    ("s3:PutAccountPublicAccessBlock", {}),
    ("budgets:ModifyBudget", {}),
    ("ec2:CreateVpc", HERE),
    ("ec2:CreateTransitGatewayVpcAttachment", HERE),
    ("route53:CreateHostedZone", {}),
    ("route53:CreateVPCAssociationAuthorization", {}),
    ("route53resolver:AssociateResolverRule", HERE),
]
IN_DEPARTMENTS = [
    ("iam:CreatePolicy", {}),
    ("iam:CreatePolicyVersion", {}),
    ("iam:CreateRole", {"iam:PermissionsBoundary": "arn:aws:iam::200000000005:policy/boundary"}),
    ("iam:CreateRole", {}),
    ("iam:AttachRolePolicy", {}),
    ("iam:PutRolePolicy", {}),
    ("iam:UpdateAssumeRolePolicy", {}),
]
IN_NETWORK = [
    ("directconnect:CreateTransitVirtualInterface", {"aws:RequestedRegion": "us-east-1"}),
    ("ram:CreateResourceShare", {"ram:RequestedAllowsExternalPrincipals": False} | HERE),
    ("ram:AssociateResourceShare", {"ram:AllowsExternalPrincipals": False} | HERE),
    ("ec2:AcceptTransitGatewayVpcAttachment", HERE),
    ("route53resolver:CreateResolverEndpoint", HERE),
    ("route53:AssociateVPCWithHostedZone", {}),
]
IN_SECURITY = [
    ("s3:PutBucketPolicy", HERE),
    ("s3:PutEncryptionConfiguration", HERE),
    ("kms:PutKeyPolicy", {"kms:ResourceAliases": ["alias/organization-trail"]} | HERE),
]
IN_MOBILE = [("ec2:CreateInternetGateway", HERE), ("ec2:AttachInternetGateway", HERE)]

CALLS = [
    *(
        (account, *call)
        for account in ("security", "network", "legacy", "common", "mobile")
        for call in IN_EVERY_ACCOUNT
    ),
    *(("mobile", *call) for call in (*IN_DEPARTMENTS, *IN_MOBILE)),
    *(("network", *call) for call in IN_NETWORK),
    *(("security", *call) for call in IN_SECURITY),
    ("legacy", "directconnect:CreateDirectConnectGatewayAssociationProposal", HERE),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]}")
def test_the_guardrails_do_not_deny_the_deployment(
    estate: Estate,
    ids: dict[str, str],
    document_of: Callable[[str], Document],
    call: tuple[str, str, dict[str, object]],
) -> None:
    account, action, context = call
    attached = (estate.guardrails.root, estate.guardrails.units.get(estate.unit_of(account), ()))
    levels = tuple(
        PolicySet.of(
            [FULL, *(document_of(name) for name in names if guardrail(name).kind == "SERVICE_CONTROL_POLICY")], Kind.SCP
        )
        for names in attached
    )
    layers = Layers(identity=PolicySet.of([FULL], Kind.IDENTITY), scps=levels)
    session = f"arn:aws:sts::{ids[account]}:assumed-role/OrganizationAccountAccessRole/causeway"
    request = Request.of(session, action, "*", context=context, resource_account=ids[account])
    assert decide(request, layers).decision is not Decision.EXPLICIT_DENY


def test_the_data_perimeter_lets_the_deployer_assume_the_entry_role(
    ids: dict[str, str], document_of: Callable[[str], Document]
) -> None:
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::200000000000:root"}, "Action": "sts:AssumeRole"}
        ],
    }
    open_ = {"Version": "2012-10-17", "Statement": [FULL["Statement"][0] | {"Principal": "*"}]}  # type: ignore[operator]
    layers = Layers(
        identity=PolicySet.of([FULL], Kind.IDENTITY),
        resource=PolicySet.of([trust], Kind.TRUST),
        rcps=(PolicySet.of([open_, document_of("data-perimeter")], Kind.RCP),),
    )
    request = Request.of(
        "arn:aws:iam::200000000000:user/deployer",
        "sts:AssumeRole",
        f"arn:aws:iam::{ids['mobile']}:role/OrganizationAccountAccessRole",
        context={"aws:PrincipalOrgID": ORGANIZATION},
        principal_in_management_account=True,
    )
    assert decide(request, layers).decision is Decision.ALLOW
