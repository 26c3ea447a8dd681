"""Customer managed permissions, through the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import refused

pytestmark = pytest.mark.engine

TEMPLATE = '{"Effect": "Allow", "Action": ["ec2:DescribeManagedPrefixLists"]}'
DEFAULT = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionPrefixList"


@pytest.fixture
def ram(client: Callable[..., Any], account: str) -> Any:
    return client("ram", account)


@pytest.fixture
def permission(ram: Any) -> str:
    made = ram.create_permission(name="look", resourceType="ec2:PrefixList", policyTemplate=TEMPLATE)
    return str(made["permission"]["arn"])


def _share(ram: Any, name: str, *permissions: str) -> str:
    made = ram.create_resource_share(name=name, permissionArns=list(permissions))
    return str(made["resourceShare"]["resourceShareArn"])


def test_a_deprecated_permission_stays_where_it_is_and_comes_to_no_other_share(ram: Any, permission: str) -> None:
    holder, other = _share(ram, "holder", permission), _share(ram, "other")
    assert ram.update_permission(permissionArn=permission, status="DEPRECATED")["permissionStatus"] == "DEPRECATED"
    assert ram.get_permission(permissionArn=permission)["permission"]["status"] == "DEPRECATED"
    expected = "OperationNotPermittedException"
    assert refused(ram.create_resource_share, name="new", permissionArns=[permission])[0] == expected
    associate = ram.associate_resource_share_permission
    assert refused(associate, resourceShareArn=other, permissionArn=permission)[0] == expected
    replace = ram.replace_permission_associations
    assert refused(replace, fromPermissionArn=DEFAULT, toPermissionArn=permission)[0] == expected
    (kept,) = ram.list_resource_share_permissions(resourceShareArn=holder)["permissions"]
    assert kept["arn"] == permission
    ram.update_permission(permissionArn=permission, status="ATTACHABLE")
    associate(resourceShareArn=other, permissionArn=permission)


def test_permissions_are_listed_by_status_and_owner(ram: Any, permission: str) -> None:
    assert [one["arn"] for one in ram.list_permissions(resourceOwner="SELF")["permissions"]] == [permission]
    assert ram.list_permissions(resourceOwner="OTHER-ACCOUNTS")["permissions"] == []
    assert ram.list_permissions(permissionStatus="DEPRECATED")["permissions"] == []
    ram.update_permission(permissionArn=permission, status="DEPRECATED")
    listed = ram.list_permissions(permissionStatus="DEPRECATED")["permissions"]
    assert [one["arn"] for one in listed] == [permission]
    assert permission not in [one["arn"] for one in ram.list_permissions(permissionStatus="ATTACHABLE")["permissions"]]


def test_associations_are_listed_by_share_and_by_owner(
    client: Callable[..., Any], account: str, ram: Any, permission: str
) -> None:
    other = str(10**11 + (int(account) + 1) % (9 * 10**11))
    theirs = client("ram", other)
    first, second = _share(ram, "first", permission), _share(ram, "second", permission)
    found = ram.list_permission_associations(resourceShareArn=first)["permissions"]
    assert [(one["resourceShareArn"], one["arn"]) for one in found] == [(first, permission)]
    assert theirs.list_permission_associations(resourceOwner="OTHER-ACCOUNTS")["permissions"] == []
    ram.associate_resource_share(resourceShareArn=second, principals=[other])
    (invitation,) = theirs.get_resource_share_invitations()["resourceShareInvitations"]
    theirs.accept_resource_share_invitation(resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    found = theirs.list_permission_associations(resourceOwner="OTHER-ACCOUNTS")["permissions"]
    assert [(one["resourceShareArn"], one["arn"]) for one in found] == [(second, permission)]
    assert theirs.list_permission_associations()["permissions"] == []


def test_only_the_owner_updates_a_permission(client: Callable[..., Any], account: str, permission: str) -> None:
    other = client("ram", str(10**11 + (int(account) + 1) % (9 * 10**11)))
    update = other.update_permission
    assert refused(update, permissionArn=permission, status="DEPRECATED")[0] == "UnknownResourceException"
    assert refused(update, permissionArn=DEFAULT, status="DEPRECATED")[0] == "OperationNotPermittedException"
    assert refused(update, permissionArn="look", status="DEPRECATED")[0] == "MalformedArnException"


def test_a_client_token_has_one_effect(ram: Any, permission: str) -> None:
    def version(token: str) -> str:
        made = ram.create_permission_version(permissionArn=permission, policyTemplate=TEMPLATE, clientToken=token)
        return str(made["permission"]["version"])

    assert [version("one"), version("one"), version("two")] == ["2", "2", "3"]
    works = [
        ram.replace_permission_associations(fromPermissionArn=permission, toPermissionArn=DEFAULT, clientToken="w")
        for _ in range(2)
    ]
    assert len({work["replacePermissionAssociationsWork"]["id"] for work in works}) == 1
    ram.update_permission(permissionArn=permission, status="DEPRECATED", clientToken="u")
    update = ram.update_permission
    code = refused(update, permissionArn=permission, status="ATTACHABLE", clientToken="u")[0]
    assert code == "IdempotentParameterMismatchException"
