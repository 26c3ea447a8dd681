"""RAM of several accounts, through the engine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]


@pytest.fixture
def other(account: str) -> str:
    """An account outside the organization of the first."""
    return str(10**11 + (int(account) + 1) % (9 * 10**11))


@dataclass(frozen=True)
class Tree:
    """An organization with two members, one of them in a unit."""

    arn: str
    management: str
    unit_arn: str
    in_unit: str
    in_root: str


@pytest.fixture
def tree(client: Client, account: str) -> Tree:
    organizations = client("organizations", account)
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="departments")["OrganizationalUnit"]
    members = [
        create_account(organizations, name, f"{name}-{uuid4().hex}@gilt.example") for name in ("mobile", "security")
    ]
    organizations.move_account(AccountId=members[0], SourceParentId=root, DestinationParentId=unit["Id"])
    return Tree(organization["Arn"], account, unit["Arn"], *members)


def prefix_list(client: Client, account: str) -> str:
    made = client("ec2", account).create_managed_prefix_list(
        PrefixListName="datacentre", MaxEntries=2, AddressFamily="IPv4", Entries=[{"Cidr": "10.0.0.0/12"}]
    )
    return str(made["PrefixList"]["PrefixListArn"])


def sees(client: Client, account: str, arn: str) -> bool:
    lists = client("ec2", account).describe_managed_prefix_lists()["PrefixLists"]
    return arn in [each["PrefixListArn"] for each in lists]


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return str(refused.value.response["Error"]["Code"])


def test_an_external_account_gets_access_when_it_accepts(client: Client, account: str, other: str):
    arn = prefix_list(client, account)
    ram, theirs = client("ram", account), client("ram", other)
    share = ram.create_resource_share(name="lists", resourceArns=[arn], principals=[other])["resourceShare"]
    assert share["status"] == "ACTIVE"
    assert not sees(client, other, arn)
    assert theirs.get_resource_shares(resourceOwner="OTHER-ACCOUNTS")["resourceShares"] == []

    (invitation,) = theirs.get_resource_share_invitations()["resourceShareInvitations"]
    assert (invitation["status"], invitation["senderAccountId"]) == ("PENDING", account)
    invited = invitation["resourceShareInvitationArn"]
    (pending,) = theirs.list_pending_invitation_resources(resourceShareInvitationArn=invited)["resources"]
    assert pending["arn"] == arn

    accepted = theirs.accept_resource_share_invitation(resourceShareInvitationArn=invited)
    assert accepted["resourceShareInvitation"]["status"] == "ACCEPTED"
    assert sees(client, other, arn)
    (seen,) = theirs.get_resource_shares(resourceOwner="OTHER-ACCOUNTS")["resourceShares"]
    assert seen["owningAccountId"] == account
    assert [each["arn"] for each in theirs.list_resources(resourceOwner="OTHER-ACCOUNTS")["resources"]] == [arn]
    assert [each["id"] for each in theirs.list_principals(resourceOwner="OTHER-ACCOUNTS")["principals"]] == [account]
    assert [each["id"] for each in ram.list_principals(resourceOwner="SELF")["principals"]] == [other]

    with pytest.raises(ClientError) as refused:
        theirs.accept_resource_share_invitation(resourceShareInvitationArn=invited)
    assert code(refused) == "ResourceShareInvitationAlreadyAcceptedException"


def test_a_rejected_invitation_leaves_a_failed_association(client: Client, account: str, other: str):
    arn = prefix_list(client, account)
    share = client("ram", account).create_resource_share(name="lists", resourceArns=[arn], principals=[other])
    theirs = client("ram", other)
    (invitation,) = theirs.get_resource_share_invitations()["resourceShareInvitations"]
    theirs.reject_resource_share_invitation(resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    (association,) = client("ram", account).get_resource_share_associations(
        associationType="PRINCIPAL", resourceShareArns=[share["resourceShare"]["resourceShareArn"]]
    )["resourceShareAssociations"]
    assert association["status"] == "FAILED"
    assert not sees(client, other, arn)


def test_an_invited_account_can_leave_a_share(client: Client, account: str, other: str):
    arn = prefix_list(client, account)
    client("ram", account).create_resource_share(name="lists", resourceArns=[arn], principals=[other])
    theirs = client("ram", other)
    (invitation,) = theirs.get_resource_share_invitations()["resourceShareInvitations"]
    theirs.accept_resource_share_invitation(resourceShareInvitationArn=invitation["resourceShareInvitationArn"])
    theirs.disassociate_resource_share(resourceShareArn=invitation["resourceShareArn"], principals=[other])
    assert not sees(client, other, arn)


def test_only_the_management_account_enables_sharing(client: Client, tree: Tree):
    with pytest.raises(ClientError) as refused:
        client("ram", tree.in_unit).enable_sharing_with_aws_organization()
    assert code(refused) == "OperationNotPermittedException"
    assert client("ram", tree.management).enable_sharing_with_aws_organization()["returnValue"]


def test_before_sharing_is_enabled_the_organization_is_unknown(client: Client, tree: Tree):
    with pytest.raises(ClientError) as refused:
        client("ram", tree.in_root).create_resource_share(name="lists", principals=[tree.arn])
    assert code(refused) == "UnknownResourceException"


@pytest.fixture
def sharing_tree(client: Client, tree: Tree) -> Tree:
    client("ram", tree.management).enable_sharing_with_aws_organization()
    return tree


def test_a_unit_needs_no_invitation(client: Client, sharing_tree: Tree):
    tree = sharing_tree
    arn = prefix_list(client, tree.in_root)
    ram = client("ram", tree.in_root)
    share = ram.create_resource_share(name="lists", resourceArns=[arn], allowExternalPrincipals=False)["resourceShare"]
    assert not sees(client, tree.in_unit, arn)

    (created,) = ram.associate_resource_share(resourceShareArn=share["resourceShareArn"], principals=[tree.unit_arn])[
        "resourceShareAssociations"
    ]
    assert (created["status"], created["external"]) == ("ASSOCIATING", False)
    assert client("ram", tree.in_unit).get_resource_share_invitations()["resourceShareInvitations"] == []
    assert sees(client, tree.in_unit, arn)
    assert not sees(client, tree.management, arn)

    ram.disassociate_resource_share(resourceShareArn=share["resourceShareArn"], principals=[tree.unit_arn])
    assert not sees(client, tree.in_unit, arn)
    (association,) = ram.get_resource_share_associations(
        associationType="PRINCIPAL", resourceShareArns=[share["resourceShareArn"]]
    )["resourceShareAssociations"]
    assert association["status"] == "DISASSOCIATED"


def test_an_account_that_moves_into_a_unit_gets_its_shares(client: Client, sharing_tree: Tree):
    tree = sharing_tree
    arn = prefix_list(client, tree.management)
    client("ram", tree.management).create_resource_share(name="l", resourceArns=[arn], principals=[tree.unit_arn])
    assert not sees(client, tree.in_root, arn)
    organizations = client("organizations", tree.management)
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = tree.unit_arn.rpartition("/")[2]
    organizations.move_account(AccountId=tree.in_root, SourceParentId=root, DestinationParentId=unit)
    assert sees(client, tree.in_root, arn)


def test_a_share_without_external_principals_refuses_external_accounts(client: Client, sharing_tree: Tree):
    ram = client("ram", sharing_tree.in_root)
    share = ram.create_resource_share(name="lists", allowExternalPrincipals=False)["resourceShare"]
    with pytest.raises(ClientError) as refused:
        ram.associate_resource_share(resourceShareArn=share["resourceShareArn"], principals=["999999999999"])
    assert code(refused) == "OperationNotPermittedException"


def test_a_deleted_share_ends_immediately(client: Client, sharing_tree: Tree):
    tree = sharing_tree
    arn = prefix_list(client, tree.in_root)
    ram = client("ram", tree.in_root)
    share = ram.create_resource_share(name="lists", resourceArns=[arn], principals=[tree.arn])["resourceShare"]
    assert sees(client, tree.in_unit, arn)
    ram.delete_resource_share(resourceShareArn=share["resourceShareArn"])
    assert not sees(client, tree.in_unit, arn)
    (left,) = ram.get_resource_shares(resourceOwner="SELF")["resourceShares"]
    assert left["status"] == "DELETED"
    with pytest.raises(ClientError) as refused:
        ram.delete_resource_share(resourceShareArn=share["resourceShareArn"])
    assert code(refused) == "UnknownResourceException"


def test_another_account_cannot_change_a_share(client: Client, account: str, other: str):
    share = client("ram", account).create_resource_share(name="mine")["resourceShare"]["resourceShareArn"]
    for change in (
        lambda ram: ram.update_resource_share(resourceShareArn=share, name="theirs"),
        lambda ram: ram.associate_resource_share(resourceShareArn=share, principals=["111122223333"]),
        lambda ram: ram.delete_resource_share(resourceShareArn=share),
        lambda ram: ram.tag_resource(resourceShareArn=share, tags=[{"key": "a", "value": "b"}]),
    ):
        with pytest.raises(ClientError) as refused:
            change(client("ram", other))
        assert code(refused) == "UnknownResourceException"


def test_a_missing_resource_cannot_be_shared(client: Client, account: str):
    with pytest.raises(ClientError) as refused:
        client("ram", account).create_resource_share(
            name="x", resourceArns=[f"arn:aws:ec2:us-east-1:{account}:prefix-list/pl-0123456789abcdef0"]
        )
    assert code(refused) == "UnknownResourceException"
    assert client("ram", account).get_resource_shares(resourceOwner="SELF")["resourceShares"] == []


def test_a_client_token_makes_one_share(client: Client, account: str):
    ram = client("ram", account)
    first = ram.create_resource_share(name="x", clientToken="token")["resourceShare"]["resourceShareArn"]
    assert ram.create_resource_share(name="x", clientToken="token")["resourceShare"]["resourceShareArn"] == first
    with pytest.raises(ClientError) as refused:
        ram.create_resource_share(name="y", clientToken="token")
    assert code(refused) == "IdempotentParameterMismatchException"


def test_shares_are_found_by_name_and_tag(client: Client, account: str):
    ram = client("ram", account)
    share = ram.create_resource_share(name="one", tags=[{"key": "team", "value": "network"}])["resourceShare"]
    ram.create_resource_share(name="two")
    for wanted in ({"name": "one"}, {"tagFilters": [{"tagKey": "team", "tagValues": ["network"]}]}):
        (found,) = ram.get_resource_shares(resourceOwner="SELF", **wanted)["resourceShares"]
        assert found["resourceShareArn"] == share["resourceShareArn"]
    ram.untag_resource(resourceShareArn=share["resourceShareArn"], tagKeys=["team"])
    assert ram.get_resource_shares(resourceOwner="SELF", name="one")["resourceShares"][0]["tags"] == []


def test_pages_of_shares_make_the_whole_list(client: Client, account: str):
    ram = client("ram", account)
    for number in range(5):
        ram.create_resource_share(name=f"share {number}")
    pages = list(
        ram.get_paginator("get_resource_shares").paginate(resourceOwner="SELF", PaginationConfig={"PageSize": 2})
    )
    assert [len(page["resourceShares"]) for page in pages] == [2, 2, 1]


def test_a_customer_managed_permission_has_versions(client: Client, account: str):
    ram = client("ram", account)
    template = '{"Effect": "Allow", "Action": ["ec2:DescribeManagedPrefixLists"]}'
    made = ram.create_permission(name="look", resourceType="ec2:PrefixList", policyTemplate=template)["permission"]
    assert (made["version"], made["permissionType"]) == ("1", "CUSTOMER_MANAGED")
    arn = prefix_list(client, account)
    share = ram.create_resource_share(name="x", resourceArns=[arn], permissionArns=[made["arn"]])["resourceShare"]
    (attached,) = ram.list_resource_share_permissions(resourceShareArn=share["resourceShareArn"])["permissions"]
    assert attached["arn"] == made["arn"]

    newer = ram.create_permission_version(permissionArn=made["arn"], policyTemplate=template)["permission"]
    assert (newer["version"], newer["defaultVersion"]) == ("2", True)
    (attached,) = ram.list_resource_share_permissions(resourceShareArn=share["resourceShareArn"])["permissions"]
    assert attached["version"] == "1"
    ram.associate_resource_share_permission(
        resourceShareArn=share["resourceShareArn"], permissionArn=made["arn"], replace=True
    )
    (attached,) = ram.list_resource_share_permissions(resourceShareArn=share["resourceShareArn"])["permissions"]
    assert attached["version"] == "2"
    with pytest.raises(ClientError) as refused:
        ram.delete_permission(permissionArn=made["arn"])
    assert code(refused) == "OperationNotPermittedException"
    ram.delete_permission_version(permissionArn=made["arn"], permissionVersion=1)
    assert len(ram.list_permission_versions(permissionArn=made["arn"])["permissions"]) == 1

    default = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionPrefixList"
    work = ram.replace_permission_associations(fromPermissionArn=made["arn"], toPermissionArn=default)
    id_ = work["replacePermissionAssociationsWork"]["id"]
    (done,) = ram.list_replace_permission_associations_work(workIds=[id_])["replacePermissionAssociationsWorks"]
    assert done["status"] == "COMPLETED"
    assert ram.delete_permission(permissionArn=made["arn"])["returnValue"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("no JSON", "MalformedPolicyTemplateException"),
        ('{"Effect": "Deny", "Action": "ec2:Describe*"}', "MalformedPolicyTemplateException"),
        ('{"Effect": "Allow", "Action": "ec2:X", "Resource": "*"}', "MalformedPolicyTemplateException"),
        ('{"Effect": "Allow", "Action": "s3:GetObject"}', "InvalidPolicyException"),
    ],
)
def test_an_invalid_policy_template_is_refused(client: Client, account: str, template: str, expected: str):
    with pytest.raises(ClientError) as refused:
        client("ram", account).create_permission(name="x", resourceType="ec2:PrefixList", policyTemplate=template)
    assert code(refused) == expected


def test_the_policies_of_a_shared_resource_name_its_principals(client: Client, account: str, other: str):
    arn = prefix_list(client, account)
    ram = client("ram", account)
    ram.create_resource_share(name="x", resourceArns=[arn], principals=["ec2.amazonaws.com"], sources=[other])
    (policy,) = ram.get_resource_policies(resourceArns=[arn])["policies"]
    assert '"Service": "ec2.amazonaws.com"' in policy
    assert [each["sourceId"] for each in ram.list_source_associations()["sourceAssociations"]] == [other]


def test_there_are_no_shares_from_policies_to_promote(client: Client, account: str):
    ram = client("ram", account)
    share = ram.create_resource_share(name="x")["resourceShare"]["resourceShareArn"]
    with pytest.raises(ClientError) as refused:
        ram.promote_resource_share_created_from_policy(resourceShareArn=share)
    assert code(refused) == "InvalidStateTransitionException"
    with pytest.raises(ClientError) as refused:
        ram.promote_permission_created_from_policy(
            permissionArn="arn:aws:ram::aws:permission/AWSRAMDefaultPermissionSubnet", name="x"
        )
    assert code(refused) == "InvalidParameterException"


def test_every_type_has_its_default_permission(client: Client, account: str):
    ram = client("ram", account)
    types = {each["resourceType"] for each in ram.list_resource_types()["resourceTypes"]}
    defaults = {each["resourceType"] for each in ram.list_permissions()["permissions"] if each["isResourceTypeDefault"]}
    assert types == defaults
    (gateway,) = ram.list_permissions(resourceType="ec2:TransitGateway")["permissions"]
    document = ram.get_permission(permissionArn=gateway["arn"])["permission"]["permission"]
    assert "ec2:CreateTransitGatewayVpcAttachment" in document
    assert ram.list_permission_associations()["permissions"] == []


def test_concurrent_changes_do_not_undo_each_other(client: Client, account: str):
    ram = client("ram", account)
    share = ram.create_resource_share(name="x", allowExternalPrincipals=True)["resourceShare"]["resourceShareArn"]
    principals = [str(300000000000 + number) for number in range(12)]
    arns = [prefix_list(client, account) for _ in range(4)]

    def associate(change: dict[str, list[str]]) -> None:
        ram.associate_resource_share(resourceShareArn=share, **change)

    with ThreadPoolExecutor(8) as threads:
        changes = [{"principals": [each]} for each in principals] + [{"resourceArns": [each]} for each in arns]
        list(threads.map(associate, changes))
    for kind, wanted in (("PRINCIPAL", principals), ("RESOURCE", arns)):
        pages = ram.get_resource_share_associations(associationType=kind, resourceShareArns=[share])
        assert {each["associatedEntity"] for each in pages["resourceShareAssociations"]} == set(wanted)
