"""Entry points of assertions (`role`, `everybody`, ...), and short names for resources and accounts."""

from __future__ import annotations

from typing import Literal

from sandbox.access import external_account, names
from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.principals import PrincipalGroup, Subject, Texts, principal_group
from sandbox.policytest.recorded_assertion import RecordedAssertion
from sandbox.policytest.session import current_session

any_resource = "*"
"""The resource of actions that have none."""


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
        name: `account/name` or an ARN.

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
    return _subject(f"root of {account}", f"arn:aws:iam::{account_id(account)}:root")


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
    return _subject("an external principal", external_account.ARN)


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


def accounts(unit: str | None = None) -> tuple[str, ...]:
    """Return the names of the member accounts.

    Args:
        unit: An organizational unit; without one, the whole organization.

    Raises:
        UnknownName: No unit or account has this name.
        InvalidAssertion: There is no member account.

    Example:
        >>> for account in accounts("departments"):
        ...     root(account).cannot("iam:CreateUser")

    """
    found = tuple(account.name for account in names.member_accounts(current_session().snapshot, unit))
    if not found:
        raise InvalidAssertion("The snapshot has no member account.", "Read a snapshot with member accounts.")
    return found


def endpoints() -> tuple[str, ...]:
    """Return the ids of the VPC endpoints that have a policy.

    Raises:
        InvalidAssertion: There is none.

    Example:
        >>> for endpoint in endpoints():
        ...     external_principal().cannot("s3:GetObject").when(source_vpce=endpoint)

    """
    found = tuple(current_session().snapshot.endpoints)
    if not found:
        raise InvalidAssertion(
            "The snapshot has no VPC endpoint with a policy.", "A test of no endpoint asserts nothing."
        )
    return found


def external_role(name: str) -> str:
    """Return the ARN of a role in an account outside the organization, which anyone may assume.

    Args:
        name: The name of a role of the snapshot: a policy may name roles of any account.

    Raises:
        UnknownName: The snapshot has no role of this name.

    Example:
        >>> role("mobile/reader").cannot("sts:AssumeRole", external_role("reader"))

    """
    return names.external_role(current_session().snapshot, name)


def account_id(name: str) -> str:
    """Return the id of an account.

    Args:
        name: Its name, or `management`.

    Raises:
        UnknownName: The snapshot has no such account.

    Example:
        >>> f"arn:aws:iam::{account_id('mobile')}:role/worker"
        'arn:aws:iam::642720349661:role/worker'

    """
    return names.account(current_session().snapshot, name).id


def bucket(name: str, key: str | None = None) -> str:
    """Return the ARN of a bucket, or of an object in it.

    Args:
        name: The bucket's name, or the beginning of one bucket's name.
        key: The object's key.

    Raises:
        UnknownName: No bucket, or more than one, has such a name.

    Example:
        >>> bucket("reports", "today.csv")
        'arn:aws:s3:::reports/today.csv'

    """
    arn = names.bucket(current_session().snapshot, name)
    return arn if key is None else f"{arn}/{key}"


def key(account: str) -> str:
    """Return the ARN of the only KMS key of an account.

    Raises:
        UnknownName: The snapshot has no such account.
        InvalidQuery: The account has no key, or several.

    Example:
        >>> role("mobile/deployer").cannot("kms:ScheduleKeyDeletion", key("security"))

    """
    return names.kms_key(current_session().snapshot, account)


def _subject(description: str, principal: str | None) -> Subject:
    session = current_session()
    return Subject(session, session.add_subject(description), description, (principal,))
