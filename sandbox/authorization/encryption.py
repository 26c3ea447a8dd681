"""What a caller must be allowed on the KMS key of an encrypted resource, which the service uses on its behalf.

The service calls KMS with the caller's permissions, so that the key's policy and the caller's own decide. Keys that AWS
manages for a service need no permission: their policies allow all principals of the account through the service.
Reference: KMS developer guide, conditions-kms (kms:ViaService) and encrypt_context; IAM user guide,
access_forward_access_sessions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sandbox.authorization.call import OperationCall, Requirement

_OF_THE_CLIENT = (
    "aws:Referer",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:UserAgent",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
)
"""Keys that a call by the service lacks: the client's address, its agent and its VPC endpoint."""
READ = ("kms:Decrypt",)
WRITE = ("kms:GenerateDataKey",)
READ_AND_WRITE = ("kms:GenerateDataKey", "kms:Decrypt")


def on_key(
    call: OperationCall, kind: str, name: str, actions: Iterable[str], encryption_context: Mapping[str, str]
) -> Iterator[Requirement]:
    """Yield the requirements on the key of a resource; none for one that has no key of the customer.

    Args:
        call: The call of the service.
        kind: For `call.find`: what has the key, such as `kms:key-of-queue`.
        name: Of what has the key.
        actions: What the service does with the key.
        encryption_context: The encryption context that the service uses.

    """
    key = call.find(kind, name)
    if key is None:
        return
    context: dict[str, object] = {
        "kms:ViaService": f"{call.service}.{call.region}.amazonaws.com",
        "aws:ViaAWSService": True,
        **dict.fromkeys(_OF_THE_CLIENT),
        **{f"kms:EncryptionContext:{name}": value for name, value in encryption_context.items()},
        "kms:EncryptionContextKeys": list(encryption_context),
    }
    for action in actions:
        yield Requirement(action, key, context)
