"""What the name of an action alone decides: whose rules hold for it, and which layers bear on it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sandbox.iam import services as folder
from sandbox.iam.principal import PrincipalType
from sandbox.iam.rcp_services import RCP_SERVICES

if TYPE_CHECKING:  # services import what imports this
    from sandbox.iam.services.service import Service


_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9._-]+")
"""In ASCII alone: in lower case the Kelvin sign is a k."""


class MalformedAction(ValueError):
    """Text that names no action."""


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
    beyond_policies: bool
    """Whether there are callers of whom no policy is asked: it is always allowed, or refused to them."""


@cache
def services() -> Mapping[str, Service]:
    """Services with rules of their own by their prefix, from the files of their folder."""
    found: dict[str, Service] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        rules = getattr(importlib.import_module(f"{folder.__name__}.{module.name}"), "SERVICE", None)
        if rules is not None:
            found[rules.prefix] = rules
    return found


@lru_cache(maxsize=65536)
def facts(action: str) -> ActionFacts:
    """Facts about an action, in whatever case it is written; raises MalformedAction."""
    if not _ACTION.fullmatch(action):
        raise MalformedAction(f"{action!r} is no action: write service:Action, without wildcards")
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
        beyond_policies=always_allowed or bool(refused_to),
    )
