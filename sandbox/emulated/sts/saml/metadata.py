"""The metadata of an identity provider: its name, and the certificates of its signatures.

Reference: SAML 2.0 Metadata, 2.3.2 and 2.4.3; IAM user guide, id_roles_providers_create_saml.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from sandbox.emulated.sts.saml.document import (
    METADATA,
    SIGNATURE,
    UnsafeDocument,
    child,
    children,
    moment,
    named,
    parse,
    text_of,
)


class NotMetadata(ValueError):
    """A document that is not the metadata of an identity provider; the message says why."""


@dataclass(frozen=True)
class IdentityProvider:
    """What IAM takes from the metadata."""

    entity_id: str
    """The issuer of its assertions."""
    certificates: tuple[x509.Certificate, ...]
    valid_until: datetime | None


def read_metadata(text: str) -> IdentityProvider:
    """Return the identity provider that metadata describes; raises NotMetadata."""
    try:
        root = parse(text.encode())
        until = root.get("validUntil")
        valid_until = moment(until) if until else None
    except UnsafeDocument as wrong:
        raise NotMetadata(str(wrong)) from wrong
    except ValueError as wrong:
        raise NotMetadata("validUntil is no date") from wrong
    entity_id, role = root.get("entityID"), child(root, METADATA, "IDPSSODescriptor")
    if root.tag != named(METADATA, "EntityDescriptor") or not entity_id or role is None:
        raise NotMetadata("it has no EntityDescriptor with an entityID and an IDPSSODescriptor")
    certificates = tuple(_certificates(role))
    if not certificates:
        raise NotMetadata("it has no certificate for signing")
    return IdentityProvider(entity_id, certificates, valid_until)


def _certificates(role: Any) -> Iterator[x509.Certificate]:
    for key in children(role, METADATA, "KeyDescriptor"):
        if key.get("use", "signing") != "signing":
            continue
        for found in children(key, SIGNATURE, "KeyInfo", "X509Data", "X509Certificate"):
            try:
                yield x509.load_der_x509_certificate(base64.b64decode(text_of(found)))
            except ValueError as wrong:
                raise NotMetadata("a certificate is malformed") from wrong
