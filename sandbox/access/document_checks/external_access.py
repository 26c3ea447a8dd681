"""The grants of a resource's policy to principals outside a zone of trust.

Reference: IAM user guide, access-analyzer-findings, access-analyzer-resources and access-analyzer-concepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sandbox.access.document_checks.checks import no_public_access
from sandbox.access.document_checks.documents import CheckedDocument
from sandbox.access.document_checks.principal_classes import named, of_account, public_principals, unnamed_account
from sandbox.access.document_checks.request_search import Against, RequestSearch
from sandbox.access.document_checks.zone_of_trust import ZoneOfTrust
from sandbox.access.search_tree import SearchLimit
from sandbox.iam.glob import fold, parse_glob
from sandbox.iam.policy_json import statement_at, texts
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.statement import Statement

_EVERYONE = ("AWS", "*")
_UNIQUE_IDS = ("AIDA", "AROA")
"""How a policy shows a user or a role that no longer exists: it grants to no principal."""


@dataclass(frozen=True, slots=True)
class ExternalGrant:
    """What one statement grants to one principal outside the zone of trust."""

    statement: int
    principal: Mapping[str, str]
    """`AWS`, `Federated` or `CanonicalUser`, and the name as the policy has it."""
    actions: tuple[str, ...]
    condition: Mapping[str, str] = field(default_factory=dict)
    """Condition keys of the statement and their values."""
    public: bool = False


def external_grants(
    document: CheckedDocument, zone: ZoneOfTrust, service: str, guardrails: Sequence[Statement] = ()
) -> tuple[ExternalGrant, ...]:
    """Return the grants to principals outside a zone of trust, for each statement and principal.

    Args:
        document: The resource's policy.
        zone: The zone of trust. AWS services are trusted too.
        service: Prefix of the resource's actions, shown for all that NotAction leaves.
        guardrails: The statements of the RCPs on the resource that deny.

    """
    return tuple(_Analysis(document, zone, service, tuple(guardrails)).grants())


@dataclass(frozen=True)
class _Analysis:
    """The analysis of one document."""

    document: CheckedDocument
    zone: ZoneOfTrust
    service: str
    guardrails: tuple[Statement, ...]

    def grants(self) -> Iterator[ExternalGrant]:
        """Yield the grants of each statement that allows."""
        for statement in self.document.allows:
            raw = statement_at(self.document.document, statement.index)
            for kind, name in _listed(raw):
                principals = tuple(self._outside(kind, name))
                actions = texts(raw.get("Action")) or (f"{self.service}:*",)
                granted = tuple(action for action in actions if self._grants(statement, principals, action))
                if granted:
                    public = (kind, name) == _EVERYONE and statement.index in self._public
                    shown = dict(_required(statement))
                    yield ExternalGrant(statement.index, {kind: name}, granted, shown, public=public)

    @cached_property
    def _public(self) -> frozenset[int]:
        """The indices of the statements that grant to the public."""
        limited = replace(self.document, statements=(*self.document.statements, *self.guardrails))
        return frozenset(statement.index for statement in no_public_access(limited))

    def _outside(self, kind: str, name: str) -> Iterator[Principal]:
        """Yield the principals outside the zone that a name covers."""
        trusted = self.zone.accounts
        if (kind, name) == _EVERYONE:
            yield from public_principals(unnamed_account((self.document,), *trusted))
            for account in sorted(self.document.accounts - trusted):
                yield from of_account(account)
        elif kind != "AWS":
            yield from named(name)
        elif not name.startswith(_UNIQUE_IDS):
            for principal in named(name):
                if principal.account is None or principal.account in trusted:
                    continue
                yield from of_account(principal.account) if principal.type is PrincipalType.ROOT else (principal,)

    def _grants(self, statement: Statement, principals: Sequence[Principal], action: str) -> bool:
        statements = (*self.document.statements, *self.guardrails)
        actions = (fold(parse_glob(action)),)
        search = RequestSearch(statements, principals, accepts=self.zone.is_outside, actions=actions)
        try:
            return search.grants(statement, Against((*self.document.denies, *self.guardrails)))
        except SearchLimit:
            return True


def _listed(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the kinds and names of a statement's principals, but for AWS services."""
    element = raw.get("Principal")
    if not isinstance(element, Mapping):
        yield _EVERYONE  # "*", or NotPrincipal, which leaves all others
        return
    for kind, listed in element.items():
        if kind != "Service":
            yield from ((str(kind), name) for name in texts(listed))


def _required(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the keys that a statement requires, and their values."""
    for condition in statement.conditions:
        if "Not" not in condition.operator and condition.operator != "Null":
            yield condition.key, ",".join(condition.wanted)
