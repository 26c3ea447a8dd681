"""Canonical user ids: AWS has one for each account, LocalStack one for all accounts. Pure."""

from __future__ import annotations

import re
from hashlib import sha256

ANONYMOUS = "65a011a29cdf8ec533ec3d1ccaae921c"
"""AWS's canonical user id of callers without a signature."""
AWS_EXEC_READ = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c"
"""The canonical user of EC2, to which the canned ACL aws-exec-read grants."""

_ID = re.compile(r"[0-9a-f]{52}([0-9]{12})")


def canonical_user_id(account: str) -> str:
    """Return the canonical user id of an account: 64 hexadecimal digits that end with the account id."""
    return sha256(account.encode()).hexdigest()[: 64 - len(account)] + account


def account_of(canonical_id: str) -> str | None:
    """Return the account of a canonical user id; None for one of no account of the sandbox."""
    found = _ID.fullmatch(canonical_id)
    return found[1] if found is not None and canonical_user_id(found[1]) == canonical_id else None
