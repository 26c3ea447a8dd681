"""KMS: keys are named by id, ARN or alias; an operation on an alias needs the alias and its key.

Reference: KMS developer guide, alias-access (controlling access to aliases) and kms-api-permissions-reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules

_ALIAS = "alias/"
_WITHOUT_KEY = (
    "CreateCustomKeyStore",
    "CreateKey",
    "DescribeCustomKeyStores",
    "GenerateRandom",
    "ListAliases",
    "ListKeys",
)
_ON_ALIASES = ("CreateAlias", "DeleteAlias", "UpdateAlias")
_PARAMETERS = {
    "kms:KeySpec": "KeySpec",
    "kms:KeyUsage": "KeyUsage",
    "kms:EncryptionAlgorithm": "EncryptionAlgorithm",
    "kms:SigningAlgorithm": "SigningAlgorithm",
    "kms:MessageType": "MessageType",
    "kms:MultiRegion": "MultiRegion",
    "kms:BypassPolicyLockoutSafetyCheck": "BypassPolicyLockoutSafetyCheck",
    "kms:ScheduleKeyDeletionPendingWindowInDays": "PendingWindowInDays",
    "kms:GranteePrincipal": "GranteePrincipal",
    "kms:RetiringPrincipal": "RetiringPrincipal",
    "kms:GrantOperations": "Operations",
}


def _context(call: OperationCall, context_member: str = "EncryptionContext") -> dict[str, object]:
    given = call.parameters
    found = {key: given[member] for key, member in _PARAMETERS.items() if member in given}
    pairs = given.get(context_member)
    if isinstance(pairs, Mapping) and pairs:
        found |= {f"kms:EncryptionContext:{key}": value for key, value in pairs.items()}
        found["kms:EncryptionContextKeys"] = list(pairs)
    for member in ("KeyId", "SourceKeyId", "DestinationKeyId"):
        if _ALIAS in str(given.get(member, "")):
            found["kms:RequestAlias"] = _ALIAS + str(given[member]).partition(_ALIAS)[2]
    return found | request_tags(given)


def _key(call: OperationCall, named: object) -> str:
    text = str(named or "*")
    if _ALIAS in text:
        return call.find("kms:alias", text) or text
    return text if text.startswith("arn:") else f"arn:{call.partition}:kms:{call.region}:{call.account}:key/{text}"


def _on_key(call: OperationCall) -> Iterator[Requirement]:
    named = call.parameters.get("KeyId") or call.parameters.get("TargetKeyId")
    if named is None and call.parameters.get("CiphertextBlob") is not None:
        named = call.find("kms:ciphertext", str(call.parameters["CiphertextBlob"])) or "*"
    yield Requirement(f"kms:{call.operation}", _key(call, named), _context(call))


def _on_alias(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the alias, on the key that it has and on the one that it gets."""
    name, action = str(call.parameters.get("AliasName", "*")), f"kms:{call.operation}"
    yield Requirement(action, f"arn:{call.partition}:kms:{call.region}:{call.account}:{name}")
    present = call.find("kms:alias", name) if call.operation != "CreateAlias" else None
    target = call.parameters.get("TargetKeyId")
    for key in dict.fromkeys(filter(None, (present, _key(call, target) if target else None))):
        yield Requirement(action, key)


def _re_encrypt(call: OperationCall) -> Iterator[Requirement]:
    source = call.parameters.get("SourceKeyId")
    yield Requirement("kms:ReEncryptFrom", _key(call, source), _context(call, "SourceEncryptionContext"))
    target = call.parameters.get("DestinationKeyId")
    yield Requirement("kms:ReEncryptTo", _key(call, target), _context(call, "DestinationEncryptionContext"))


def _without_key(call: OperationCall) -> Iterator[Requirement]:
    context = _context(call)
    yield Requirement(f"kms:{call.operation}", "*", context)
    if call.operation == "CreateKey" and "aws:TagKeys" in context:
        yield Requirement("kms:TagResource", "*", context)


RULES = ServiceRules(
    special={
        **dict.fromkeys(_WITHOUT_KEY, _without_key),
        **dict.fromkeys(_ON_ALIASES, _on_alias),
        "ReEncrypt": _re_encrypt,
        "*": _on_key,
    },
)
