"""Nothing is shared outside the organization."""

from __future__ import annotations

from sandbox.checks import everybody, role

_WAYS = {
    "a new share that takes outsiders": (
        "ram:CreateResourceShare",
        {"ram:RequestedAllowsExternalPrincipals": True},
    ),
    "a new share that does not say": ("ram:CreateResourceShare", {}),
    "a share that is opened later": ("ram:UpdateResourceShare", {"ram:RequestedAllowsExternalPrincipals": True}),
    "an open share": ("ram:AssociateResourceShare", {"ram:AllowsExternalPrincipals": True}),
    "a foreign invitation": ("ram:AcceptResourceShareInvitation", {}),
    "a public image": ("ec2:ModifyImageAttribute", {"ec2:Add/group": "all"}),
    "a public snapshot": ("ec2:ModifySnapshotAttribute", {"ec2:Add/group": "all"}),
    "an image for an account": ("ec2:ModifyImageAttribute", {"ec2:Add/userId": "999999999999"}),
    "a snapshot for an account": ("ec2:ModifySnapshotAttribute", {"ec2:Add/userId": "999999999999"}),
    "a public registry": ("ecr-public:CreateRepository", {}),
    "a database's snapshot": ("rds:ModifyDBSnapshotAttribute", {}),
    "a cluster's snapshot": ("rds:ModifyDBClusterSnapshotAttribute", {}),
    "a document": ("ssm:ModifyDocumentPermission", {}),
    "a public function": ("lambda:CreateFunctionUrlConfig", {"lambda:FunctionUrlAuthType": "NONE"}),
    "a function made public": ("lambda:UpdateFunctionUrlConfig", {"lambda:FunctionUrlAuthType": "NONE"}),
}


def test_nobody_shares_outside():
    for action, keys in _WAYS.values():
        members = everybody.inside("departments", "infrastructure")
        members.cannot(action).when(keys=keys).because_of("no-outside-sharing")


def test_the_hub_shares_inside():
    entry = role("network/OrganizationAccountAccessRole")
    entry.can("ram:CreateResourceShare").when(keys={"ram:RequestedAllowsExternalPrincipals": False})
    entry.can("ram:AssociateResourceShare").when(keys={"ram:AllowsExternalPrincipals": False})
