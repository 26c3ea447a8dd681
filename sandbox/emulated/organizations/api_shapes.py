"""Records of organizations in the shapes of AWS's API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.emulated.organizations.rules import account_records, accounts, authority, identifiers, tree
from sandbox.emulated.organizations.rules.model import (
    Account,
    AccountCreation,
    Handshake,
    Organization,
    OrganizationsState,
    Policy,
    Transfer,
    Unit,
)


def organization(shown: Organization) -> dict[str, Any]:
    """Return an `Organization`."""
    management = shown.accounts[shown.management]
    available = [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}] if shown.feature_set == "ALL" else []
    return {
        "Id": shown.id,
        "Arn": identifiers.arn(shown.management, "organization", shown.id),
        "FeatureSet": shown.feature_set,
        "MasterAccountArn": authority.resource_arn(shown, shown.management),
        "MasterAccountId": shown.management,
        "MasterAccountEmail": management.email,
        "AvailablePolicyTypes": available,
    }


def root(of: Organization) -> dict[str, Any]:
    """Return a `Root`."""
    return {
        "Id": of.root,
        "Arn": authority.resource_arn(of, of.root),
        "Name": "Root",
        "PolicyTypes": [{"Type": kind, "Status": switch.status} for kind, switch in of.policy_types.items()],
    }


def unit(of: Organization, shown: Unit) -> dict[str, Any]:
    """Return an `OrganizationalUnit`."""
    return {
        "Id": shown.id,
        "Arn": authority.resource_arn(of, shown.id),
        "Name": shown.name,
        "Path": _path(of, shown.id),
    }


def account(of: Organization, shown: Account, now: datetime) -> dict[str, Any]:
    """Return an `Account`."""
    status, state = accounts.status(shown, now)
    return {
        "Id": shown.id,
        "Arn": authority.resource_arn(of, shown.id),
        "Email": shown.email,
        "Name": shown.name,
        "Status": status,
        "State": state,
        "Paths": [_path(of, shown.id)],
        "JoinedMethod": shown.joined_method,
        "JoinedTimestamp": shown.joined_at,
    }


def _path(of: Organization, node: str) -> str:
    """Return the entity path of an account or unit, in the pattern of the API reference's `Path`."""
    return "".join(f"{part}/" for part in (of.id, *tree.path_to(of, node)))


def creation(shown: AccountCreation, now: datetime) -> dict[str, Any]:
    """Return a `CreateAccountStatus`."""
    state = accounts.creation_state(shown, now)
    view: dict[str, Any] = {
        "Id": shown.id,
        "AccountName": shown.account_name,
        "State": state,
        "RequestedTimestamp": shown.requested_at,
    }
    if state != "IN_PROGRESS":
        view["CompletedTimestamp"] = shown.ready_at
    if state == "SUCCEEDED":
        view["AccountId"] = shown.account
    if state == "FAILED":
        view["FailureReason"] = shown.failure
    return view


def policy_summary(of: Organization, shown: Policy) -> dict[str, Any]:
    """Return a `PolicySummary`."""
    return {
        "Id": shown.id,
        "Arn": authority.resource_arn(of, shown.id),
        "Name": shown.name,
        "Description": shown.description,
        "Type": shown.kind,
        "AwsManaged": shown.aws_managed,
    }


def policy(of: Organization, shown: Policy) -> dict[str, Any]:
    """Return a `Policy`."""
    return {"PolicySummary": policy_summary(of, shown), "Content": shown.content}


def target(of: Organization, node: str) -> dict[str, Any]:
    """Return a `PolicyTargetSummary`."""
    if node in of.accounts:
        name, kind = of.accounts[node].name, "ACCOUNT"
    elif node in of.units:
        name, kind = of.units[node].name, "ORGANIZATIONAL_UNIT"
    else:
        name, kind = "Root", "ROOT"
    return {"TargetId": node, "Arn": authority.resource_arn(of, node), "Name": name, "Type": kind}


def handshake(state: OrganizationsState, shown: Handshake) -> dict[str, Any]:
    """Return a `Handshake`, with the parties and resources of its action."""
    kind, party = shown.party
    parties = [{"Id": shown.organization, "Type": "ORGANIZATION"}]
    if shown.party != ("ORGANIZATION", shown.organization):
        parties.append({"Id": party, "Type": kind})
    action = shown.action.lower()
    return {
        "Id": shown.id,
        "Arn": identifiers.arn(shown.management, "handshake", shown.organization, action, shown.id),
        "Parties": parties,
        "State": shown.state,
        "RequestedTimestamp": shown.requested_at,
        "ExpirationTimestamp": shown.expires_at,
        "Action": shown.action,
        "Resources": _handshake_resources(state, shown),
    }


def _handshake_resources(state: OrganizationsState, shown: Handshake) -> list[dict[str, Any]]:
    kind, party = shown.party
    sender = account_records.record_of(state, shown.management)
    own: dict[str, Any] = {"Type": "ORGANIZATION", "Value": shown.organization}
    resources = [own]
    if shown.action == "INVITE":
        own["Resources"] = [
            {"Type": "MASTER_EMAIL", "Value": sender.email},
            {"Type": "MASTER_NAME", "Value": sender.name},
            {"Type": "ORGANIZATION_FEATURE_SET", "Value": state.organizations[shown.management].feature_set},
        ]
    if shown.party != ("ORGANIZATION", shown.organization):
        resources.append({"Type": kind, "Value": party})
    if shown.transfer is not None:
        transfer_of = state.transfers[shown.transfer]
        resources += [
            {"Type": "RESPONSIBILITY_TRANSFER", "Value": transfer_of.id},
            {"Type": "TRANSFER_TYPE", "Value": "BILLING"},
            {"Type": "TRANSFER_START_TIMESTAMP", "Value": transfer_of.start.isoformat()},
            {"Type": "MANAGEMENT_ACCOUNT", "Value": shown.management},
            {"Type": "MANAGEMENT_EMAIL", "Value": sender.email},
            {"Type": "MANAGEMENT_NAME", "Value": sender.name},
        ]
    if shown.parent is not None:
        resources.append({"Type": "PARENT_HANDSHAKE", "Value": shown.parent})
    if shown.notes:
        resources.append({"Type": "NOTES", "Value": shown.notes})
    return resources


def transfer(state: OrganizationsState, shown: Transfer, viewer: str) -> dict[str, Any]:
    """Return a `ResponsibilityTransfer`, as its source or its target sees it."""
    direction = "inbound" if viewer == shown.target else "outbound"
    own = state.organizations[viewer].id
    view: dict[str, Any] = {
        "Id": shown.id,
        "Arn": identifiers.arn(viewer, "transfer", own, "billing", direction, shown.id),
        "Name": shown.name,
        "Type": "BILLING",
        "Status": shown.status,
        "Source": {
            "ManagementAccountId": shown.source,
            "ManagementAccountEmail": account_records.record_of(state, shown.source).email,
        },
        "Target": {
            "ManagementAccountId": shown.target,
            "ManagementAccountEmail": account_records.record_of(state, shown.target).email,
        },
        "StartTimestamp": shown.start,
    }
    if shown.end is not None:
        view["EndTimestamp"] = shown.end
    if shown.status == "REQUESTED":
        view["ActiveHandshakeId"] = shown.handshake
    return view
