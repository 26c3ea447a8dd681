"""Subjects of assertions: one principal, or a group of principals that is narrowed by account and name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Self

from sandbox.access import external_account, names
from sandbox.access.errors import unknown_name
from sandbox.iam import Principal, PrincipalType, Snapshot
from sandbox.iam.actions import facts
from sandbox.policytest.assertion import AccessAssertion, EscalationAssertion
from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.recorded_assertion import RecordedAssertion, caller_location, record
from sandbox.policytest.session import AssertionSession

type Texts = str | Iterable[str]


@dataclass(frozen=True)
class Subject:
    """The principals that an assertion is about."""

    session: AssertionSession
    number: int
    """The subject's number in its session."""
    description: str
    principals: tuple[str | None, ...]
    """ARNs and service names; None for the anonymous principal."""
    quantifier: Literal["each", "nobody", "everybody"] = "each"

    def can(self, action: Texts, resource: Texts | None = None) -> RecordedAssertion:
        """Assert that each principal is allowed to use each action.

        Args:
            action: One or several actions or patterns, as in `s3:Get*`.
            resource: One or several ARNs; without them the principal must be allowed on some resource: a new one, one
                of the snapshot, or one that a policy names.

        Returns:
            The recorded assertion, to which `.when(...)` may be added.

        Raises:
            UnknownName: An action, or a role that would be assumed, does not exist.
            InvalidQuery: A resource is not an ARN.
            InvalidAssertion: No action or resource is given.

        Example:
            >>> role("mobile/reader").can("s3:GetObject", bucket("reports", "today.csv"))

        """
        return self._assert_access(action, resource, allowed=self.quantifier != "nobody")

    def cannot(self, action: Texts, resource: Texts | None = None) -> RecordedAssertion:
        """Assert that no principal is allowed to use any of the actions.

        The arguments and errors are those of `can`; without a resource, on no resource. `.when(...)` and
        `.because_of(...)` may be added.

        Example:
            >>> everybody.inside("departments").cannot("organizations:LeaveOrganization")

        """
        if self.quantifier == "nobody":
            raise InvalidAssertion(
                f"`{self.description} cannot` is a double negation.", "Write `nobody` with `can`, or `everybody`."
            )
        return self._assert_access(action, resource, allowed=False)

    def cannot_escape_boundary(self, *, but: Texts = ()) -> RecordedAssertion:
        """Assert that no principal can escalate past its permissions boundary by what it may create, change or become.

        Args:
            but: Roles without the boundary (`account/role`) that the principals are meant to assume.

        Raises:
            UnknownName: A role in `but` does not exist.

        Example:
            >>> role("data/deployer").cannot_escape_boundary()

        """
        snapshot = self.session.snapshot
        excluded = tuple(names.role_or_user(snapshot, name).arn for name in _texts(but))
        description = f"{self.description}.cannot_escape_boundary()"
        assertion = EscalationAssertion(description, caller_location(), self.principals, excluded)
        return record(self.session, self.number, assertion)

    def _assert_access(self, action: Texts, resource: Texts | None, *, allowed: bool) -> RecordedAssertion:
        verb = "can" if allowed or self.quantifier == "nobody" else "cannot"
        patterns, resources = _texts(action), None if resource is None else _texts(resource)
        if not patterns or resources == ():
            raise InvalidAssertion(
                f"`{self.description}.{verb}()` has an empty list.", "Give an action, and a resource or none."
            )
        on = "" if resources is None else f" on {', '.join(resources)}"
        description = f"{self.description} {verb} {', '.join(patterns)}{on}"
        actions = tuple(name for pattern in patterns for name in names.actions(pattern))
        checked = None if resources is None else tuple(names.resource(text) for text in resources)
        if any(facts(name).assumes_role for name in actions):
            _require_roles(self.session.snapshot, checked or ())
        assertion = AccessAssertion(description, caller_location(), self.principals, allowed, actions, checked)
        return record(self.session, self.number, assertion)


@dataclass(frozen=True)
class PrincipalGroup(Subject):
    """All principals, narrowed by their accounts and names."""

    def inside(self, *places: str) -> Self:
        """Keep the principals of these accounts or organizational units.

        Args:
            places: Names of accounts or units of the estate, or account ids.

        Returns:
            The smaller group.

        Raises:
            UnknownName: The snapshot has no account or unit of that name.

        Example:
            everybody.inside("departments").cannot("iam:*")

        """
        accounts = names.accounts_in(self.session.snapshot, places)
        return self._narrowed(f"inside {', '.join(places)}", lambda principal: _account(principal) in accounts)

    def outside(self, *places: str) -> Self:
        """Keep the principals of other accounts, external and anonymous ones among them.

        Args:
            places: Names of accounts or units of the estate, or account ids.

        Returns:
            The smaller group.

        Raises:
            UnknownName: The snapshot has no account or unit of that name.

        Example:
            everybody.outside("security").cannot("s3:PutObject", "arn:aws:s3:::trail/*")

        """
        accounts = names.accounts_in(self.session.snapshot, places)
        return self._narrowed(f"outside {', '.join(places)}", lambda principal: _account(principal) not in accounts)

    def named(self, *wanted: str) -> Self:
        """Keep the roles and users of these names.

        Args:
            wanted: Names without path and account, as in `deployer`.

        Returns:
            The smaller group.

        Raises:
            UnknownName: The group has no role or user of that name.

        Example:
            everybody.inside("mobile").named("deployer").cannot("organizations:*")

        """
        for name in wanted:
            if not any(self._name(principal) == name for principal in self.principals):
                unknown_name("role or user", name, filter(None, map(self._name, self.principals)))
        return self._narrowed(f"named {', '.join(wanted)}", lambda principal: self._name(principal) in wanted)

    def but(self, *excluded: str) -> Self:
        """Leave out the roles and users of these names.

        Args:
            excluded: Names, as in `deployer`, or with their account, as in `mobile/deployer`.

        Returns:
            The smaller group.

        Raises:
            UnknownName: The group has no role or user of that name.

        Example:
            everybody.but("break-glass").cannot("cloudtrail:StopLogging")

        """
        left_out: set[str | None] = set()
        for name in excluded:
            found = {principal for principal in self.principals if self._is_named(principal, name)}
            if not found:
                unknown_name("role or user", name, self._names())
            left_out |= found
        return self._narrowed(f"but {', '.join(excluded)}", lambda principal: principal not in left_out)

    @property
    def roles_and_users(self) -> Self:
        """The group without root users, external and anonymous principals."""
        return self._narrowed("(roles and users)", lambda principal: self._name(principal) is not None)

    def _is_named(self, principal: str | None, name: str) -> bool:
        if "/" not in name:
            return self._name(principal) == name
        caller = names.role_or_user(self.session.snapshot, name)
        return (_account(principal), self._name(principal)) == (caller.account, caller.name)

    def _names(self) -> Iterator[str]:
        for principal in self.principals:
            if name := self._name(principal):
                account = self.session.snapshot.accounts.get(_account(principal) or "")
                yield from (name, f"{account.name}/{name}") if account else (name,)

    def _name(self, principal: str | None) -> str | None:
        """Return the name of a role or user; None for any other principal, and for those of the external account."""
        parsed = Principal.parse(principal)
        named = parsed.type in (PrincipalType.ROLE, PrincipalType.USER)
        external = external_account.is_external(self.session.snapshot, parsed.account)
        return parsed.name if named and not external else None

    def _narrowed(self, how: str, keep: Callable[[str | None], bool]) -> Self:
        kept = tuple(principal for principal in self.principals if keep(principal))
        description = f"{self.description} {how}"
        if not kept:
            raise InvalidAssertion(f"`{description}` has no principals.", "Name at least one principal.")
        self.session.use_subject(self.number)
        number = self.session.add_subject(description)
        return replace(self, number=number, description=description, principals=kept)


def principal_group(session: AssertionSession, quantifier: Literal["nobody", "everybody"]) -> PrincipalGroup:
    """Return the roles, users and root users of the snapshot; for `nobody` external and anonymous principals too.

    It is registered in the session only once it is narrowed, for until then nothing names it.
    """
    snapshot = session.snapshot
    own = [
        caller.arn
        for caller in snapshot.callers.values()
        if "/aws-service-role/" not in caller.arn and not external_account.is_external(snapshot, caller.account)
    ]
    accounts = [account.id for account in snapshot.accounts.values() if not account.external]
    roots = [f"arn:{snapshot.partition}:iam::{account}:root" for account in accounts]
    outside = (external_account.user_arn(snapshot), None) if quantifier == "nobody" else ()
    return PrincipalGroup(session, 0, quantifier, (*own, *roots, *outside), quantifier)


def _require_roles(snapshot: Snapshot, roles: tuple[str, ...]) -> None:
    """Refuse roles that do not exist: their trust policies decide who may assume them."""
    for arn in roles:
        if arn not in snapshot.callers:
            unknown_name("role", arn, (known for known in snapshot.callers if ":role/" in known))


def _texts(given: Texts) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _account(principal: str | None) -> str | None:
    return Principal.parse(principal).account
