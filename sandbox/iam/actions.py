"""Facts about an action that follow from its name: the service's own rules, and the layers that apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from sandbox.iam import cache_sizes
from sandbox.iam.errors import MalformedAction
from sandbox.iam.principal import PrincipalType
from sandbox.iam.rcp_services import RCP_SERVICES
from sandbox.iam.service import Service
from sandbox.iam.service_refusal import ServiceRefusal
from sandbox.iam.service_refusals import refusals_of
from sandbox.iam.service_registry import registered

_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9._-]+")
"""In ASCII alone: in lower case the Kelvin sign is a k."""


class ActionFacts(NamedTuple):
    """Facts about one action."""

    folded: str
    """In lower case: action names have none."""
    service: Service | None
    """The service's own rules, where it has any."""
    always_allowed: bool
    """Needs no permission and honours no deny."""
    assumes_role: bool
    """Answered by a role's trust policy."""
    refused_to: frozenset[PrincipalType]
    """The service refuses it to these kinds of callers, whatever a policy says."""
    limited_by_rcps: bool
    refusals: tuple[ServiceRefusal, ...]
    """Requests of the action that AWS refuses although policies allow them."""
    beyond_policies: bool
    """Whether some principals are decided without policies: it is always allowed, or refused to them."""


@cache
def services() -> Mapping[str, Service]:
    """Return the services with rules of their own by the prefix of their actions."""
    return registered()


@lru_cache(maxsize=cache_sizes.SNAPSHOT)
def facts(action: str) -> ActionFacts:
    """Facts about an action, in whatever case it is written; raises MalformedAction."""
    if not _ACTION.fullmatch(action):
        raise MalformedAction(f"{action!r} is not an action: write service:Action, without wildcards")
    folded = action.lower()
    prefix, _, name = folded.partition(":")
    rules = services().get(prefix)
    always_allowed = rules is not None and name in rules.always_allowed
    refused_to = frozenset(kind for kind in PrincipalType if rules is not None and rules.refuses(name, kind))
    return ActionFacts(
        folded,
        rules,
        always_allowed=always_allowed,
        assumes_role=rules is not None and name in rules.assumes_role,
        refused_to=refused_to,
        limited_by_rcps=prefix in RCP_SERVICES and not (rules is not None and name in rules.spared_by_rcps),
        refusals=refusals_of(folded),
        beyond_policies=always_allowed or bool(refused_to),
    )
