"""SAML providers are made from metadata that is read, through the engine."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.emulated.sts.saml.identity_provider import IdentityProvider
from tests.sandbox.gateway.authorization.people import Client, refused

pytestmark = pytest.mark.engine

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    return client("iam", account=account)


def test_a_provider_is_valid_as_long_as_its_metadata(iam: Any) -> None:
    until = NOW + timedelta(days=30)
    metadata = IdentityProvider().metadata(until)
    arn = iam.create_saml_provider(Name="corp", SAMLMetadataDocument=metadata)["SAMLProviderArn"]
    found = iam.get_saml_provider(SAMLProviderArn=arn)
    assert found["ValidUntil"] == until
    assert found["SAMLMetadataDocument"] == metadata
    iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument=IdentityProvider().metadata())
    assert iam.get_saml_provider(SAMLProviderArn=arn)["ValidUntil"] > NOW + timedelta(days=36_000)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("md:EntityDescriptor", "md:EntitiesDescriptor"),
        ("entityID", "name"),
        ("md:IDPSSODescriptor", "md:SPSSODescriptor"),
        ('use="signing"', 'use="encryption"'),
        ("<ds:X509Certificate>MII", "<ds:X509Certificate>AAA"),
        ('<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY a "b">]>'),
        ("</md:EntityDescriptor>", ""),
    ],
)
def test_metadata_of_no_identity_provider_is_refused(iam: Any, old: str, new: str) -> None:
    metadata = IdentityProvider().metadata()
    assert old in metadata
    code, message = refused(iam.create_saml_provider, Name="corp", SAMLMetadataDocument=metadata.replace(old, new))
    assert code == "InvalidInput"
    assert message.startswith("Could not parse metadata: ")


def test_names_are_unique_and_documents_long_enough(iam: Any) -> None:
    metadata = IdentityProvider().metadata()
    iam.create_saml_provider(Name="corp", SAMLMetadataDocument=metadata)
    again = {"Name": "corp", "SAMLMetadataDocument": metadata}
    assert refused(iam.create_saml_provider, **again)[0] == "EntityAlreadyExists"


def test_encrypted_assertions_are_refused_by_name(iam: Any) -> None:
    code, message = refused(
        iam.create_saml_provider,
        Name="corp",
        SAMLMetadataDocument=IdentityProvider().metadata(),
        AssertionEncryptionMode="Required",
    )
    assert (code, "AssertionEncryptionMode" in message) == ("InternalFailure", True)
