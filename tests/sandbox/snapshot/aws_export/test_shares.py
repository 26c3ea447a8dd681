"""RAM shares of exported files."""

from __future__ import annotations

from typing import Any

from sandbox.snapshot.aws_export import Responses, build_snapshot
from sandbox.snapshot.aws_export.responses import command
from sandbox.snapshot.aws_export.shares import shares
from tests.sandbox.snapshot.exports import ACCOUNT, FILES

ARN = f"arn:aws:ram:eu-west-1:{ACCOUNT}:resource-share/5-a"
GATEWAY = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:transit-gateway/tgw-1"
FOLDER = f"accounts/{ACCOUNT}"


def association(entity: str, status: str = "ASSOCIATED") -> dict[str, Any]:
    return {"resourceShareArn": ARN, "resourceShareName": "hub", "associatedEntity": entity, "status": status}


SHARES: dict[str, Any] = {
    f"{FOLDER}/share-resources-eu-west-1.json": {"resourceShareAssociations": [association(GATEWAY)]},
    f"{FOLDER}/share-principals-eu-west-1.json": {
        "resourceShareAssociations": [association("222222222222"), association("333333333333", "DISASSOCIATED")]
    },
    f"{FOLDER}/share-permissions-5-a.json": {
        "permissions": [{"arn": "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway"}]
    },
}


def test_a_share_has_what_is_associated_with_it() -> None:
    (share,) = shares(Responses("export", SHARES))
    assert (share.name, share.account) == ("hub", ACCOUNT)
    assert (share.resources, share.principals) == ((GATEWAY,), ("222222222222",))
    assert share.permissions == frozenset(("arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway",))


def test_the_shared_resource_is_in_the_snapshot_and_no_file_is_unread() -> None:
    snapshot = build_snapshot(Responses("export", {**FILES, **SHARES}))
    policy = snapshot.resources[GATEWAY].policy
    assert policy is not None
    assert str(policy.origin) == f"export/{FOLDER}/share-resources-eu-west-1.json $.resourceShareAssociations"
    assert not [note for note in snapshot.notes if "share" in note]


def test_a_share_without_its_permissions_is_named() -> None:
    files = {name: response for name, response in SHARES.items() if "permissions" not in name}
    (note,) = (note for note in build_snapshot(Responses("export", {**FILES, **files})).notes if "share" in note)
    assert "its permissions were not exported" in note


def test_each_file_has_its_command() -> None:
    associations = "aws ram get-resource-share-associations --association-type"
    assert [command(name) for name in SHARES] == [
        f"{associations} RESOURCE --region eu-west-1, in account {ACCOUNT},",
        f"{associations} PRINCIPAL --region eu-west-1, in account {ACCOUNT},",
        f"aws ram list-resource-share-permissions, for share 5-a in account {ACCOUNT},",
    ]
