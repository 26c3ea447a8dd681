"""May this account use that resource of another's? Asked by the other emulated services of the live shares."""

from __future__ import annotations

from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram import sharing
from sandbox.emulated.ram.store import state


def shared_with(resource_arn: str, account: str) -> bool:
    """Whether a share that counts opens the resource to the account; False for the owner itself."""
    return sharing.shared_with(state().all_shares(), resource_arn, account, membership_of)


def shared_resources(account: str) -> list[str]:
    """ARNs of what others share with the account, in all regions."""
    return list(sharing.shared_resources(state().all_shares(), account, membership_of))


def is_shared(resource_arn: str) -> bool:
    """Whether its owner has put the resource into a share that lives."""
    return any(
        each.entity == resource_arn and each.status == "ASSOCIATED"
        for share in state().all_shares()
        if share.live
        for each in share.resources
    )
