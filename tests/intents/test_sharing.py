"""Nothing is shared outside the organization."""

from __future__ import annotations

from sandbox.policytest import everybody, role

_SHARING = {
    "DenyExternalShareCreation": (("ram:CreateResourceShare",), ({"ram:RequestedAllowsExternalPrincipals": True}, {})),
    "DenyExternalShareUpdate": (("ram:UpdateResourceShare",), ({"ram:RequestedAllowsExternalPrincipals": True},)),
    "DenyExternalShareAssociation": (("ram:AssociateResourceShare",), ({"ram:AllowsExternalPrincipals": True},)),
    "DenyShareInvitations": (("ram:AcceptResourceShareInvitation",), ({},)),
    "DenyImageSharing": (("ec2:ModifyImageAttribute",), ({"ec2:Attribute": "launchPermission"},)),
    "DenyPublicSnapshots": (("ec2:ModifySnapshotAttribute",), ({"ec2:Add/group": "all"},)),
    "DenySnapshotSharing": (("ec2:ModifySnapshotAttribute",), ({"ec2:Add/userId": "999999999999"},)),
    "DenyOtherPublicSharing": (
        (
            "ecr-public:CreateRepository",
            "rds:ModifyDBClusterSnapshotAttribute",
            "rds:ModifyDBSnapshotAttribute",
            "ssm:ModifyDocumentPermission",
        ),
        ({},),
    ),
    "DenyPublicFunctionUrls": (
        ("lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"),
        ({"lambda:FunctionUrlAuthType": "NONE"},),
    ),
}
"""Statement -> the actions that it denies, each with each of these condition keys."""


def test_nothing_is_shared_outside_the_organization():
    members = everybody.inside("departments", "infrastructure")
    for sid, (actions, conditions) in _SHARING.items():
        for keys in conditions:
            members.cannot(actions).when(keys=keys).because_of(f"no-outside-sharing/{sid}")


def test_the_network_hub_shares_inside_the_organization():
    entry = role("network/OrganizationAccountAccessRole")
    entry.can("ram:CreateResourceShare").when(keys={"ram:RequestedAllowsExternalPrincipals": False})
    entry.can("ram:AssociateResourceShare").when(keys={"ram:AllowsExternalPrincipals": False})
