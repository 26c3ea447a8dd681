"""Evaluators of the accounts of a call, kept while the state of the organizations stays the same."""

from __future__ import annotations

from sandbox.emulated.organizations.rules.model import OrganizationsState
from sandbox.emulated.organizations.version_cache import VersionCache
from sandbox.emulated.policies.organization import organization_snapshot
from sandbox.iam import Evaluator, Kind, Policy, PolicySet, Snapshot

_MOST_SETS = 65_536
"""Compiled sets of policies that are kept; at more, all are compiled anew: session policies can be of any number."""

_evaluator = Evaluator(Snapshot("the sandbox"))
"""Holds the compiled policies of all calls."""


def of_accounts(accounts: tuple[str, ...]) -> Evaluator:
    """Return the evaluator of some accounts in their organizations, without principals and resources.

    Args:
        accounts: The caller's account first, then the resource's where it is another.

    """
    return _known.get(accounts)


def _read(state: OrganizationsState, accounts: tuple[str, ...]) -> Evaluator:
    return _shared().of(organization_snapshot(state, accounts))


_known = VersionCache(_read)


def compiled(kind: Kind, policies: tuple[Policy, ...]) -> PolicySet:
    """Return the compiled set of policies that no principal of a snapshot has, such as a session's."""
    return _shared().compiled(kind, policies)


def _shared() -> Evaluator:
    global _evaluator  # noqa: PLW0603 - one cache for all threads; replacing it is one assignment
    if _evaluator.compiled_sets > _MOST_SETS:
        _evaluator = Evaluator(Snapshot("the sandbox"))
        _known.clear()
    return _evaluator
