"""Names of resources and accounts for assertions: ARNs and ids by the names that people write."""

from __future__ import annotations

from sandbox.access import names
from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.session import current_session

any_resource = "*"
"""The resource of actions that have none."""


def accounts(unit: str | None = None) -> tuple[str, ...]:
    """Return the names of the member accounts.

    Args:
        unit: An organizational unit, or one account; without it, the whole organization.

    Returns:
        Names that `role`, `root` and the others take; the management account is not among them.

    Raises:
        UnknownName: No unit or account has this name.
        InvalidQuery: The unit has no account.
        InvalidAssertion: There is no member account.
        NoSession: No policy test runs.

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
        NoSession: No policy test runs.

    Example:
        >>> role("mobile/reader").cannot("sts:AssumeRole", external_role("reader"))

    """
    return names.external_role(current_session().snapshot, name)


def account_id(name: str) -> str:
    """Return the id of an account.

    Args:
        name: Its name, its id, or `management`.

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

    Args:
        account: Its name, its id, or `management`.

    Raises:
        UnknownName: The snapshot has no such account.
        InvalidQuery: The account has no key, or several.

    Example:
        >>> role("mobile/deployer").cannot("kms:ScheduleKeyDeletion", key("security"))

    """
    return names.kms_key(current_session().snapshot, account)
