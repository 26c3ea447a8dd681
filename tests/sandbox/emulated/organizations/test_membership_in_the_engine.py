"""The membership of an organization, through the engine."""

import json
import re
import time
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.gateway.internal_endpoints import HEADER

pytestmark = pytest.mark.engine

ROLE = "OrganizationAccountAccessRole"


def _code(refused: pytest.ExceptionInfo[ClientError]) -> tuple[str, str | None]:
    response: dict[str, Any] = dict(refused.value.response)
    return response["Error"]["Code"], response.get("Reason")


def test_a_member_reads_the_organization_and_cannot_change_it(client: Any, estate: Any):
    member = client("organizations", account=estate.create_account("mobile"))
    shown = member.describe_organization()["Organization"]
    assert shown == estate.organizations.describe_organization()["Organization"]
    assert shown["MasterAccountId"] == estate.management
    for refused_call in (
        member.list_roots,
        member.list_accounts,
        lambda: member.create_organizational_unit(ParentId=estate.root, Name="mine"),
        member.delete_organization,
    ):
        with pytest.raises(member.exceptions.AccessDeniedException):
            refused_call()


def test_an_external_account_has_no_organization(client: Any, account: str):
    organizations = client("organizations", account=account)
    with pytest.raises(organizations.exceptions.AWSOrganizationsNotInUseException):
        organizations.describe_organization()


def test_ids_and_arns_have_the_shapes_of_aws(estate: Any):
    organization = estate.organizations.describe_organization()["Organization"]
    assert re.fullmatch(r"o-[a-z0-9]{10,32}", organization["Id"])
    assert re.fullmatch(r"r-[0-9a-z]{4,32}", estate.root)
    unit = estate.organizations.create_organizational_unit(ParentId=estate.root, Name="Departments")
    arn = rf"arn:aws:organizations::{estate.management}:ou/{estate.id}/ou-[0-9a-z]{{4,32}}-[0-9a-z]{{8,32}}"
    assert re.fullmatch(arn, unit["OrganizationalUnit"]["Arn"])


def test_an_account_is_created_with_its_planned_id_and_access_role(client: Any, estate: Any):
    email = f"legacy-{estate.management}@gilt.example"
    status = estate.organizations.create_account(
        Email=email, AccountName="legacy", RoleName="Entry", Tags=[{"Key": "cost-centre", "Value": "4102"}]
    )["CreateAccountStatus"]
    assert status["State"] == "IN_PROGRESS"
    assert re.fullmatch(r"car-[a-z0-9]{8,32}", status["Id"])
    time.sleep(0.4)
    listed = estate.organizations.list_create_account_status(States=["SUCCEEDED"])["CreateAccountStatuses"]
    assert [one["AccountId"] for one in listed] == [planned_account_id(email)]
    legacy = planned_account_id(email)
    shown = estate.organizations.describe_account(AccountId=legacy)["Account"]
    assert (shown["Status"], shown["State"], shown["JoinedMethod"]) == ("ACTIVE", "ACTIVE", "CREATED")
    assert estate.organizations.list_tags_for_resource(ResourceId=legacy)["Tags"][0]["Value"] == "4102"
    iam = client("iam", account=legacy)
    trust = iam.get_role(RoleName="Entry")["Role"]["AssumeRolePolicyDocument"]
    assert trust["Statement"][0]["Principal"] == {"AWS": f"arn:aws:iam::{estate.management}:root"}
    attached = iam.list_attached_role_policies(RoleName="Entry")["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in attached] == ["AdministratorAccess"]
    assert iam.get_role(RoleName="AWSServiceRoleForOrganizations")


def test_an_email_is_used_by_one_account(estate: Any):
    estate.create_account("mobile")
    email = f"mobile-{estate.management}@gilt.example"
    again = estate.organizations.create_account(Email=email, AccountName="again")["CreateAccountStatus"]
    time.sleep(0.4)
    status = estate.organizations.describe_create_account_status(CreateAccountRequestId=again["Id"])
    assert status["CreateAccountStatus"]["State"] == "FAILED"
    assert status["CreateAccountStatus"]["FailureReason"] == "EMAIL_ALREADY_EXISTS"


def test_inputs_are_validated_against_the_model_of_aws(estate: Any):
    organizations = estate.organizations
    for call, reason in (
        (lambda: organizations.describe_account(AccountId="12345"), "INVALID_PATTERN"),
        (lambda: organizations.list_policies(Filter="LAW"), "INVALID_ENUM_POLICY_TYPE"),
        (lambda: organizations.list_accounts(MaxResults=21), "MAX_VALUE_EXCEEDED"),
        (lambda: organizations.list_accounts(NextToken="mine"), "INVALID_NEXT_TOKEN"),
        (lambda: organizations.create_account(Email="a@b.example", AccountName="x" * 51), "MAX_LENGTH_EXCEEDED"),
    ):
        with pytest.raises(organizations.exceptions.InvalidInputException) as refused:
            call()
        assert _code(refused)[1] == reason


def test_govcloud_is_refused_by_name(estate: Any):
    with pytest.raises(ClientError, match="CreateGovCloudAccount") as refused:
        estate.organizations.create_gov_cloud_account(Email="gov@gilt.example", AccountName="gov")
    assert _code(refused) == ("ConstraintViolationException", "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED")


def test_accounts_move_between_units_and_are_listed_in_pages(estate: Any):
    organizations = estate.organizations
    unit = organizations.create_organizational_unit(ParentId=estate.root, Name="Departments")
    unit_id = unit["OrganizationalUnit"]["Id"]
    members = [estate.create_account(name) for name in ("mobile", "admin", "data")]
    for member in members:
        organizations.move_account(AccountId=member, SourceParentId=estate.root, DestinationParentId=unit_id)
    pages = organizations.get_paginator("list_accounts_for_parent").paginate(
        ParentId=unit_id, PaginationConfig={"PageSize": 2}
    )
    found = [[one["Id"] for one in page["Accounts"]] for page in pages]
    assert [len(page) for page in found] == [2, 1]
    assert [one for page in found for one in page] == members
    assert organizations.list_parents(ChildId=members[0])["Parents"] == [{"Id": unit_id, "Type": "ORGANIZATIONAL_UNIT"}]
    children = organizations.list_children(ParentId=estate.root, ChildType="ORGANIZATIONAL_UNIT")["Children"]
    assert children == [{"Id": unit_id, "Type": "ORGANIZATIONAL_UNIT"}]
    with pytest.raises(organizations.exceptions.DuplicateAccountException):
        organizations.move_account(AccountId=members[0], SourceParentId=unit_id, DestinationParentId=unit_id)
    with pytest.raises(organizations.exceptions.ChildNotFoundException):
        organizations.list_parents(ChildId="999999999999")


def test_a_new_account_cannot_leave_and_is_closed_instead(client: Any, estate: Any):
    member = estate.create_account("mobile")
    with pytest.raises(ClientError) as early:
        estate.organizations.remove_account_from_organization(AccountId=member)
    assert _code(early) == ("ConstraintViolationException", "WAIT_PERIOD_ACTIVE")
    with pytest.raises(estate.organizations.exceptions.MasterCannotLeaveOrganizationException):
        estate.organizations.leave_organization()
    estate.organizations.close_account(AccountId=member)
    # A slow machine may read the state only after the closure.
    status = estate.organizations.describe_account(AccountId=member)["Account"]["Status"]
    assert status in {"PENDING_CLOSURE", "SUSPENDED"}
    time.sleep(0.4)
    assert estate.organizations.describe_account(AccountId=member)["Account"]["Status"] == "SUSPENDED"
    with pytest.raises(estate.organizations.exceptions.AccountAlreadyClosedException):
        estate.organizations.close_account(AccountId=member)
    with pytest.raises(ClientError, match="UnrecognizedClientException"):
        client("organizations", account=member).describe_organization()
    with pytest.raises(estate.organizations.exceptions.OrganizationNotEmptyException):
        estate.organizations.delete_organization()


def test_an_invited_account_joins_and_leaves(client: Any, estate: Any):
    invited = str(int(estate.management) ^ 1)
    invitation = estate.organizations.invite_account_to_organization(
        Target={"Type": "ACCOUNT", "Id": invited}, Notes="welcome"
    )["Handshake"]
    assert (invitation["Action"], invitation["State"]) == ("INVITE", "OPEN")
    organizations = client("organizations", account=invited)
    listed = organizations.list_handshakes_for_account()["Handshakes"]
    assert [one["Id"] for one in listed] == [invitation["Id"]]
    external = client("organizations", account=str(int(estate.management) ^ 2))
    with pytest.raises(external.exceptions.HandshakeNotFoundException):
        external.accept_handshake(HandshakeId=invitation["Id"])
    with pytest.raises(estate.organizations.exceptions.AccessDeniedException):
        estate.organizations.accept_handshake(HandshakeId=invitation["Id"])
    with pytest.raises(organizations.exceptions.AccessDeniedException):
        organizations.cancel_handshake(HandshakeId=invitation["Id"])
    accepted = organizations.accept_handshake(HandshakeId=invitation["Id"])["Handshake"]
    assert accepted["State"] == "ACCEPTED"
    shown = estate.organizations.describe_account(AccountId=invited)["Account"]
    assert shown["JoinedMethod"] == "INVITED"
    with pytest.raises(organizations.exceptions.InvalidHandshakeTransitionException):
        organizations.decline_handshake(HandshakeId=invitation["Id"])
    organizations.leave_organization()
    with pytest.raises(organizations.exceptions.AWSOrganizationsNotInUseException):
        organizations.describe_organization()
    estate.organizations.delete_organization()


def test_an_invitation_is_declined_or_cancelled(client: Any, estate: Any):
    invited = str(int(estate.management) ^ 1)
    organizations = client("organizations", account=invited)
    first = estate.organizations.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": invited})["Handshake"]
    with pytest.raises(estate.organizations.exceptions.DuplicateHandshakeException):
        estate.organizations.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": invited})
    assert organizations.decline_handshake(HandshakeId=first["Id"])["Handshake"]["State"] == "DECLINED"
    second = estate.organizations.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": invited})["Handshake"]
    assert estate.organizations.cancel_handshake(HandshakeId=second["Id"])["Handshake"]["State"] == "CANCELED"
    sent = estate.organizations.list_handshakes_for_organization(Filter={"ActionType": "INVITE"})["Handshakes"]
    assert [one["State"] for one in sent] == ["DECLINED", "CANCELED"]


def test_consolidated_billing_becomes_all_features(client: Any, account: str):
    organizations = client("organizations", account=account)
    organizations.create_organization(FeatureSet="CONSOLIDATED_BILLING")
    root = organizations.list_roots()["Roots"][0]["Id"]
    with pytest.raises(organizations.exceptions.PolicyTypeNotAvailableForOrganizationException):
        organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    request = organizations.enable_all_features()["Handshake"]
    assert (request["Action"], request["State"]) == ("ENABLE_ALL_FEATURES", "REQUESTED")
    organizations.accept_handshake(HandshakeId=request["Id"])
    assert organizations.describe_organization()["Organization"]["FeatureSet"] == "ALL"


def test_the_record_of_an_account_is_set_by_http(client: Any, engine: Any, account: str):
    def put(body: object) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the engine's own address
            f"{engine.endpoint}/_causeway/accounts/{account}",
            json.dumps(body).encode(),
            method="PUT",
            headers={HEADER: engine.token},
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
            return json.load(answer)

    shown = put({"email": f"aws-{account}@gilt.example", "name": "gilt-management"})
    assert shown["name"] == "gilt-management"
    organization = client("organizations", account=account).create_organization()["Organization"]
    assert organization["MasterAccountEmail"] == f"aws-{account}@gilt.example"
    with pytest.raises(urllib.error.HTTPError, match="400"):
        put({"colour": "red"})


def test_an_organization_transfers_its_billing_responsibility(client: Any, estate: Any):
    source = client("organizations", account=str(int(estate.management) ^ 1))
    source.create_organization()
    invitation = estate.organizations.invite_organization_to_transfer_responsibility(
        Type="BILLING",
        Target={"Type": "ACCOUNT", "Id": str(int(estate.management) ^ 1)},
        StartTimestamp=_next_month(),
        SourceName="bills",
    )["Handshake"]
    assert invitation["Action"] == "TRANSFER_RESPONSIBILITY"
    source.accept_handshake(HandshakeId=invitation["Id"])
    inbound = estate.organizations.list_inbound_responsibility_transfers(Type="BILLING")["ResponsibilityTransfers"]
    outbound = source.list_outbound_responsibility_transfers(Type="BILLING")["ResponsibilityTransfers"]
    assert [one["Status"] for one in (*inbound, *outbound)] == ["ACCEPTED", "ACCEPTED"]
    transfer = inbound[0]["Id"]
    renamed = estate.organizations.update_responsibility_transfer(Id=transfer, Name="all bills")
    assert renamed["ResponsibilityTransfer"]["Name"] == "all bills"
    ended = source.terminate_responsibility_transfer(Id=transfer)["ResponsibilityTransfer"]
    assert ended["Status"] == "WITHDRAWN"
    assert source.describe_responsibility_transfer(Id=transfer)["ResponsibilityTransfer"]["EndTimestamp"]


def _next_month() -> str:
    year, month = time.gmtime()[:2]
    return f"{year + month // 12}-{month % 12 + 1:02}-01T00:00:00Z"


def test_accounts_and_units_show_their_paths(estate: Any):
    unit = estate.organizations.create_organizational_unit(ParentId=estate.root, Name="Departments")
    assert unit["OrganizationalUnit"]["Path"] == f"{estate.id}/{estate.root}/{unit['OrganizationalUnit']['Id']}/"
    member = estate.create_account("mobile")
    estate.organizations.move_account(
        AccountId=member, SourceParentId=estate.root, DestinationParentId=unit["OrganizationalUnit"]["Id"]
    )
    path = f"{unit['OrganizationalUnit']['Path']}{member}/"
    assert estate.organizations.describe_account(AccountId=member)["Account"]["Paths"] == [path]
    listed = {one["Id"]: one for one in estate.organizations.list_accounts()["Accounts"]}
    assert listed[member]["Paths"] == [path]
    assert listed[estate.management]["Paths"] == [f"{estate.id}/{estate.root}/{estate.management}/"]
    below = estate.organizations.list_accounts_for_parent(ParentId=unit["OrganizationalUnit"]["Id"])["Accounts"]
    assert [(one["Paths"], one["State"]) for one in below] == [([path], "ACTIVE")]


def test_a_handshake_is_answered_one_time(client: Any, estate: Any):
    account = str(int(estate.management) ^ 1)
    guest = client("organizations", account=account)
    invitation = estate.organizations.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": account})
    handshake = invitation["Handshake"]["Id"]
    guest.accept_handshake(HandshakeId=handshake)
    for again in (guest.accept_handshake, guest.decline_handshake, estate.organizations.cancel_handshake):
        with pytest.raises(ClientError) as refused:
            again(HandshakeId=handshake)
        expected = "HandshakeAlreadyInState" if again == guest.accept_handshake else "InvalidHandshakeTransition"
        assert _code(refused)[0] == f"{expected}Exception"
    guest.leave_organization()
    with pytest.raises(guest.exceptions.HandshakeAlreadyInStateException):
        guest.accept_handshake(HandshakeId=handshake)


def test_a_policy_type_without_documents_here_is_refused_by_name(estate: Any):
    with pytest.raises(ClientError, match="policy type GUARDDUTY_POLICY") as refused:
        estate.organizations.enable_policy_type(RootId=estate.root, PolicyType="GUARDDUTY_POLICY")
    assert _code(refused)[0] == "InternalFailure"
