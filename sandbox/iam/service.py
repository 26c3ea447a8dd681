"""The type of a service's own evaluation rules; the default of each rule is that of a service without any."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.iam.errors import UnknownSetting
from sandbox.iam.layers import Layers
from sandbox.iam.policy_set import Finding
from sandbox.iam.policy_warning import PolicyWarning
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request, Values

type Grant = Callable[[Request, Layers, Finding], Finding]
"""What the resource's side says in the end, given what its policy says."""


def _never(_: Request) -> bool:
    return False


def _never_refused(_: str, __: PrincipalType) -> bool:
    return False


def _unchanged(_: Request, __: Layers, finding: Finding) -> Finding:
    return finding


def _no_settings(settings: Mapping[str, object]) -> None:
    for name in settings:
        raise UnknownSetting(f"resource_settings: this service has no setting {name!r}")


def _nothing(_: Request, __: Layers) -> Iterator[PolicyWarning]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Service:
    """One service's own rules; action names in lower case and without their prefix."""

    prefix: str
    always_allowed: frozenset[str] = frozenset()
    """Actions that need no permission and honour no deny."""
    assumes_role: frozenset[str] = frozenset()
    """Actions that a role's trust policy answers."""
    refuses: Callable[[str, PrincipalType], bool] = _never_refused
    """Whether the service refuses an action to a kind of caller, regardless of policies."""
    spared_by_rcps: frozenset[str] = frozenset()
    """Actions that resource control policies do not limit."""
    out_of_reach_of_rcps: Callable[[Request], bool] = _never
    """Whether RCPs do not limit access to this resource."""
    must_grant_itself: Callable[[Request], bool] = _never
    """Whether the resource's own policy must allow even within the account."""
    only_callers_policies: Callable[[Request], bool] = _never
    """Whether an account may call it on another's resource without a grant in a resource-based policy."""
    grant: Grant = _unchanged
    check_settings: Callable[[Mapping[str, object]], None] = _no_settings
    """Raises UnknownSetting for a setting that cannot be read."""
    keys: Mapping[str, Callable[[Request], Values]] = field(default_factory=dict)
    """Condition keys (lower case) that follow from the request."""
    multivalued: frozenset[str] = frozenset()
    """Its condition keys (lower case) that may hold several values."""
    warnings: Callable[[Request, Layers], Iterator[PolicyWarning]] = _nothing
    """Warnings beside the verdict."""
