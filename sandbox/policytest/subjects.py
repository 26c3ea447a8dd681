"""Entry points of assertions: `role`, `user`, `root`, `service`, `everybody`, `nobody` and the others."""

from __future__ import annotations

from typing import Literal

from sandbox.access import external_account, names
from sandbox.policytest.principals import PrincipalGroup, Subject, Texts, principal_group
from sandbox.policytest.recorded_assertion import RecordedAssertion
from sandbox.policytest.session import current_session


def role(name: str) -> Subject:
    """Return a role; its requests are evaluated for a session of it.

    Args:
        name: `account/name` or an ARN; the account by name, by id or as `management`.

    Raises:
        UnknownName: The snapshot has no such role.
        NoSession: No policy test runs.

    Example:
        >>> role("mobile/reader").can("s3:GetObject")

    """
    return _subject(f"role {name}", names.role_or_user(current_session().snapshot, name, "role").arn)


def user(name: str) -> Subject:
    """Return a user.

    Args:
        name: `account/name` or an ARN; the account by name, by id or as `management`.

    Raises:
        UnknownName: The snapshot has no such user.
        NoSession: No policy test runs.

    Example:
        >>> user("management/deployment").cannot("iam:CreateUser")

    """
    return _subject(f"user {name}", names.role_or_user(current_session().snapshot, name, "user").arn)


def root(account: str) -> Subject:
    """Return the root user of an account.

    Args:
        account: Its name, its id, or `management`.

    Raises:
        UnknownName: The snapshot has no such account.
        NoSession: No policy test runs.

    Example:
        >>> root("mobile").cannot("ec2:RunInstances")

    """
    return _subject(f"root of {account}", names.principal(current_session().snapshot, f"{account}/root"))


def service(name: str) -> Subject:
    """Return an AWS service that makes requests of its own.

    Args:
        name: The service principal, as in `cloudtrail.amazonaws.com`.

    Raises:
        InvalidQuery: The name has not the form of a service principal.
        NoSession: No policy test runs.

    Example:
        >>> service("cloudtrail.amazonaws.com").can("s3:PutObject", bucket("trail", "AWSLogs/x"))

    """
    return _subject(f"service {name}", names.service(name))


def external_principal() -> Subject:
    """Return a user of an account outside the organization who has full access there.

    Raises:
        NoSession: No policy test runs.

    Example:
        >>> external_principal().cannot("sts:AssumeRole", "arn:aws:iam::111111111111:role/reader")

    """
    return _subject("an external principal", external_account.user_arn(current_session().snapshot))


def anonymous() -> Subject:
    """Return the principal of a request without credentials.

    Raises:
        NoSession: No policy test runs.

    Example:
        >>> anonymous().cannot("s3:GetObject")

    """
    return _subject("an anonymous principal", None)


class AllPrincipals:
    """All principals of the snapshot of the test that runs."""

    def __init__(self, quantifier: Literal["nobody", "everybody"]) -> None:
        self._quantifier = quantifier

    def can(self, action: Texts, resource: Texts | None = None) -> RecordedAssertion:
        """Assert it of all of them, see `Subject.can`."""
        return self._group().can(action, resource)

    def cannot(self, action: Texts, resource: Texts | None = None) -> RecordedAssertion:
        """Assert it of all of them, see `Subject.cannot`."""
        return self._group().cannot(action, resource)

    def inside(self, *places: str) -> PrincipalGroup:
        """Return the principals of these accounts or organizational units."""
        return self._group().inside(*places)

    def outside(self, *places: str) -> PrincipalGroup:
        """Return the principals of other accounts, external and anonymous ones among them."""
        return self._group().outside(*places)

    def named(self, *wanted: str) -> PrincipalGroup:
        """Return the roles and users of these names."""
        return self._group().named(*wanted)

    def but(self, *excluded: str) -> PrincipalGroup:
        """Return all except these roles and users."""
        return self._group().but(*excluded)

    def _group(self) -> PrincipalGroup:
        return principal_group(current_session(), self._quantifier)


everybody = AllPrincipals("everybody")
"""Every role and user of the snapshot, and each account's root user."""

nobody = AllPrincipals("nobody")
"""The same with an external and an anonymous principal; what it `can` is asserted of none of them."""


def _subject(description: str, principal: str | None) -> Subject:
    session = current_session()
    return Subject(session, session.add_subject(description), description, (principal,))
