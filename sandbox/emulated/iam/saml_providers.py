"""SAML providers: their metadata is read when it is written.

Reference: IAM API reference, CreateSAMLProvider and UpdateSAMLProvider; IAM user guide, reference_iam-quotas.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts.saml.metadata import NotMetadata, read_metadata

_AT_MOST = 100
_CONFLICT = 409
_CHARACTERS_AT_LEAST = 1_000
"""Of the metadata."""
_VALID = timedelta(days=36_525)
"""A hundred years, for metadata without validUntil."""
_ENCRYPTION = ("AssertionEncryptionMode", "AddPrivateKey", "RemovePrivateKey")


@operation("CreateSAMLProvider")
def create_saml_provider(call: Call) -> dict[str, Any]:
    """Create a provider from the metadata of an identity provider."""
    valid_until = _checked(call)
    providers = iam_backends[call.account][call.partition].saml_providers
    name = call.request["Name"]
    if name in providers:
        raise AwsError("EntityAlreadyExists", f"SAMLProvider {name} already exists.", _CONFLICT)
    if len(providers) >= _AT_MOST:
        raise AwsError("LimitExceeded", f"Cannot exceed quota for SAMLProvidersPerAccount: {_AT_MOST}", _CONFLICT)
    response = call.inner(call.request)
    providers[name].valid_until = valid_until
    return response


@operation("UpdateSAMLProvider")
def update_saml_provider(call: Call) -> dict[str, Any]:
    """Replace the metadata of a provider."""
    valid_until = _checked(call)
    response = call.inner(call.request)
    providers = iam_backends[call.account][call.partition].saml_providers
    arn = call.request["SAMLProviderArn"]
    for provider in list(providers.values()):
        if provider.arn == arn:
            provider.valid_until = valid_until
    return response


def _checked(call: Call) -> datetime:
    """Return until when the metadata of a request is valid; raises AwsError."""
    for member in _ENCRYPTION:
        if call.request.get(member):
            raise NotEmulatedError("iam", call.operation, f"with {member}")
    text = str(call.request.get("SAMLMetadataDocument") or "")
    if len(text) < _CHARACTERS_AT_LEAST:
        raise AwsError(
            "ValidationError",
            "1 validation error detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: "
            f"Member must have length greater than or equal to {_CHARACTERS_AT_LEAST}",
        )
    try:
        metadata = read_metadata(text)
    except NotMetadata as wrong:
        raise AwsError("InvalidInput", f"Could not parse metadata: {wrong}") from wrong
    return metadata.valid_until or call.now + _VALID
