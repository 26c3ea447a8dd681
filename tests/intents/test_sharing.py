"""Nothing is shared outside the organization."""

from __future__ import annotations

from sandbox.policytest import everybody, role

_WAYS = {
    "NewShares": (("ram:CreateResourceShare",), ({"ram:RequestedAllowsExternalPrincipals": True}, {})),
    "SharesOpenedLater": (("ram:UpdateResourceShare",), ({"ram:RequestedAllowsExternalPrincipals": True},)),
    "OpenShares": (("ram:AssociateResourceShare",), ({"ram:AllowsExternalPrincipals": True},)),
    "ForeignInvitations": (("ram:AcceptResourceShareInvitation",), ({},)),
    "PublicImages": (("ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"), ({"ec2:Add/group": "all"},)),
    "ImagesByAccount": (
        ("ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"),
        ({"ec2:Add/userId": "999999999999"},),
    ),
    "OtherWaysOut": (
        (
            "ecr-public:CreateRepository",
            "rds:ModifyDBClusterSnapshotAttribute",
            "rds:ModifyDBSnapshotAttribute",
            "ssm:ModifyDocumentPermission",
        ),
        ({},),
    ),
    "PublicFunctions": (
        ("lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"),
        ({"lambda:FunctionUrlAuthType": "NONE"},),
    ),
}
"""Statement -> the actions that it denies, each with each of these condition keys."""


def test_nothing_is_shared_outside_the_organization():
    members = everybody.inside("departments", "infrastructure")
    for sid, (actions, circumstances) in _WAYS.items():
        for keys in circumstances:
            members.cannot(actions).when(keys=keys).because_of(f"no-outside-sharing/{sid}")


def test_the_network_hub_shares_inside_the_organization():
    entry = role("network/OrganizationAccountAccessRole")
    entry.can("ram:CreateResourceShare").when(keys={"ram:RequestedAllowsExternalPrincipals": False})
    entry.can("ram:AssociateResourceShare").when(keys={"ram:AllowsExternalPrincipals": False})
