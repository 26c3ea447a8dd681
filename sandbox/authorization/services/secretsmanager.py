"""Secrets Manager: a secret's ARN ends with six characters that its name does not have.

Reference: Secrets Manager user guide, auth-and-access_iam-policies.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ, READ_AND_WRITE, on_key
from sandbox.authorization.service_rules import ServiceRules

_WRITES = ("CreateSecret", "PutSecretValue", "UpdateSecret")


def _key(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the key of a secret.

    Reference: Secrets Manager user guide, security-encryption (permissions for the KMS key).
    """
    given = call.parameters
    named = str(given.get("SecretId") or given.get("Name") or "")
    context = {"SecretARN": call.find("secretsmanager:Secret", named) or "*"}
    if call.operation == "GetSecretValue":
        yield from on_key(call, "kms:key-of-secret", named, READ, context)
    elif call.operation in _WRITES and (given.get("SecretString") or given.get("SecretBinary")):
        kind, name = (
            ("kms:customer-key", str(given["KmsKeyId"])) if given.get("KmsKeyId") else ("kms:key-of-secret", named)
        )
        yield from on_key(call, kind, name, READ_AND_WRITE, context)


RULES = ServiceRules(
    beside=_key,
    identifiers={"Secret": ("SecretId", "Name")},
    types={"CreateSecret": ("Secret",), "BatchGetSecretValue": ("Secret",)},
    whole_service=frozenset(("BatchGetSecretValue",)),
)
