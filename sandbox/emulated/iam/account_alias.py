"""The alias of an account: one for each account, unique across accounts."""

from __future__ import annotations

import re
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_ALIAS = re.compile(r"(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*")
_CONFLICT, _MISSING = 409, 404


@operation("CreateAccountAlias")
def create_account_alias(call: Call) -> dict[str, Any]:
    """Set the account's alias; it replaces an earlier one."""
    alias = call.request["AccountAlias"]
    if not _ALIAS.fullmatch(alias) or re.fullmatch(r"\d{12}", alias):
        raise AwsError(
            "ValidationError",
            f"Value '{alias}' at 'accountAlias' must be 3 to 63 lower-case letters, digits and single dashes between.",
        )
    taken = (_aliases(account, call.partition) for account in list(iam_backends) if account != call.account)
    if any(alias in aliases for aliases in taken):
        raise AwsError("EntityAlreadyExists", f"The account alias {alias} already exists.", _CONFLICT)
    return call.inner(call.request)


@operation("DeleteAccountAlias")
def delete_account_alias(call: Call) -> dict[str, Any]:
    """Delete the account's own alias."""
    alias = call.request["AccountAlias"]
    if alias not in _aliases(call.account, call.partition):
        raise AwsError("NoSuchEntity", f"The account alias {alias} cannot be found.", _MISSING)
    return call.inner(call.request)


def _aliases(account: str, partition: str) -> list[str]:
    return list(iam_backends[account][partition].account_aliases)
