"""The policy types that are enabled in the root, and AWS's own policies that come with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import errors, tree
from sandbox.emulated.organizations.rules.model import CONSOLIDATED_BILLING, Organization, Policy, PolicyTypeChange

SCP = "SERVICE_CONTROL_POLICY"
RCP = "RESOURCE_CONTROL_POLICY"

SWITCHING = timedelta(milliseconds=200)
"""AWS takes minutes; in the sandbox it is enough that the pending state can be seen."""


@dataclass(frozen=True)
class FullAccess:
    """The policy that AWS attaches everywhere when its type is enabled."""

    id: str
    description: str
    content: str


FULL_ACCESS = {
    SCP: FullAccess(
        "p-FullAWSAccess",
        "Allows access to every operation",
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    ),
    RCP: FullAccess(
        "p-RCPFullAWSAccess",
        "Allows access to every resource",
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
    ),
}

NEEDS_SERVICE = {
    "SECURITYHUB_POLICY": "securityhub.amazonaws.com",
    "INSPECTOR_POLICY": "inspector2.amazonaws.com",
    "NETWORK_SECURITY_DIRECTOR_POLICY": "network-director.amazonaws.com",
}


def managed_policies(now: datetime) -> dict[str, Policy]:
    """Return AWS's own policies, as every organization with all features has them."""
    return {
        full.id: Policy(full.id, full.id.removeprefix("p-"), full.description, kind, full.content, now, True)
        for kind, full in FULL_ACCESS.items()
    }


def enable(organization: Organization, root: str, kind: str, now: datetime) -> None:
    """Begin to enable a type; full-access policies are attached at once, other attachments wait for the end."""
    _check_root(organization, root)
    if organization.feature_set == CONSOLIDATED_BILLING:
        raise errors.refused(
            "PolicyTypeNotAvailableForOrganization",
            "You can't use the specified policy type with the feature set currently enabled for this organization.",
        )
    switch = organization.policy_types.get(kind)
    if switch is not None and switch.status == "ENABLED":
        raise errors.refused("PolicyTypeAlreadyEnabled", "The specified policy type is already enabled.")
    if switch is not None:
        raise _changing()
    service = NEEDS_SERVICE.get(kind)
    if service is not None and service not in organization.services:
        raise errors.constraint(
            "SERVICE_ACCESS_NOT_ENABLED", f"Enable service access for {service} before its policy type."
        )
    organization.policy_types[kind] = PolicyTypeChange("PENDING_ENABLE", now + SWITCHING)
    if kind in FULL_ACCESS:
        for node in tree.nodes(organization):
            organization.attachments.setdefault(node, []).append(FULL_ACCESS[kind].id)


def disable(organization: Organization, root: str, kind: str, now: datetime) -> None:
    """Begin to disable a type; its policies are detached."""
    _check_root(organization, root)
    require_enabled(organization, kind)
    organization.policy_types[kind] = PolicyTypeChange("PENDING_DISABLE", now + SWITCHING)
    for node, attached in organization.attachments.items():
        organization.attachments[node] = [p for p in attached if organization.policies[p].kind != kind]


def settle(organization: Organization, now: datetime) -> bool:
    """Finish the changes of policy types that are due; return whether there was one."""
    changed = False
    for kind, switch in list(organization.policy_types.items()):
        if switch.ready_at > now:
            continue
        if switch.status == "PENDING_ENABLE":
            organization.policy_types[kind] = PolicyTypeChange("ENABLED", switch.ready_at)
            changed = True
        elif switch.status == "PENDING_DISABLE":
            del organization.policy_types[kind]
            changed = True
    return changed


def require_enabled(organization: Organization, kind: str) -> None:
    """Raise PolicyTypeNotEnabledException, or PolicyChangesInProgressException while it changes."""
    switch = organization.policy_types.get(kind)
    if switch is None:
        raise errors.refused("PolicyTypeNotEnabled", "This operation can be performed only for enabled policy types.")
    if switch.status != "ENABLED":
        raise _changing()


def attach_full_access(organization: Organization, node: str) -> None:
    """Attach the full-access policies of the enabled types to a new unit or account."""
    attached = organization.attachments.setdefault(node, [])
    for kind, full in FULL_ACCESS.items():
        switch = organization.policy_types.get(kind)
        if switch is not None and switch.status != "PENDING_DISABLE":
            attached.append(full.id)


def _check_root(organization: Organization, root: str) -> None:
    if root != organization.root:
        raise errors.missing("Root")


def _changing() -> AwsError:
    return errors.refused(
        "PolicyChangesInProgress",
        "Changes to the effective policy are in progress, and its contents can't be returned. Try the operation again "
        "later.",
    )
