"""Grants of KMS keys, from AWS's description of them to the setting that `services.kms` evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CONSTRAINTS = {
    "encryption_context_equals": "EncryptionContextEquals",
    "encryption_context_subset": "EncryptionContextSubset",
}


def grant_setting(listed: Mapping[str, Any]) -> dict[str, object]:
    """Return a grant of ListGrants as a setting of its key; a constraint that is empty requires nothing.

    Example:
        >>> grant_setting({"GranteePrincipal": "arn:aws:iam::111122223333:role/app", "Operations": ["Decrypt"]})
        {'grantee': 'arn:aws:iam::111122223333:role/app', 'operations': ['Decrypt']}

    """
    grant: dict[str, object] = {"grantee": listed["GranteePrincipal"], "operations": list(listed["Operations"])}
    if listed.get("RetiringPrincipal"):
        grant["retiring_principal"] = listed["RetiringPrincipal"]
    constraints = listed.get("Constraints") or {}
    for name, member in _CONSTRAINTS.items():
        if constraints.get(member):
            grant[name] = dict(constraints[member])
    return grant
