"""Whether an account may use another account's resource, for other emulated services."""

from __future__ import annotations

from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram import sharing
from sandbox.emulated.ram.store import state


def shared_with(resource_arn: str, account: str) -> bool:
    """Return whether an effective share gives the account the resource; False for the owner itself."""
    return sharing.shared_with(state().all_shares(), resource_arn, account, membership_of)


def shared_resources(account: str) -> list[str]:
    """Return the ARNs of the resources that other accounts share with the account, in all Regions."""
    return list(sharing.shared_resources(state().all_shares(), account, membership_of))


def is_shared(resource_arn: str) -> bool:
    """Return whether its owner has put the resource into a share that is not deleted."""
    return any(
        each.entity == resource_arn and each.status == "ASSOCIATED"
        for share in state().all_shares()
        if share.live
        for each in share.resources
    )
