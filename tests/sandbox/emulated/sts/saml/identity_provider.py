"""A SAML identity provider, which signs real assertions with its own key.

It writes the signed elements in the form of exclusive canonicalization, so that it needs no XML library: attributes
sorted, namespaces declared where they are first used, no white space between elements.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

ENTITY = "https://idp.example/saml"
SIGN_IN = "https://signin.aws.amazon.com/saml"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
AWS = "https://aws.amazon.com/SAML/Attributes/"

_ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
PLACE = "<!-- signature -->"
"""Where a signature goes in an element: after its issuer."""


def time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Statement:
    """What an assertion states; every part can be changed."""

    role: str
    provider: str
    issued: datetime = field(default_factory=lambda: datetime.now(UTC))
    issuer: str = ENTITY
    subject: str = "kim@gilt.example"
    recipient: str = SIGN_IN
    audience: str = SIGN_IN
    lasts: timedelta = timedelta(minutes=5)
    session_lasts: timedelta | None = None
    identifier: str = "_a1"
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ((f"{AWS}RoleSessionName", ("kim",)),)

    def having(self, *attributes: tuple[str, tuple[str, ...]]) -> Statement:
        return replace(self, attributes=(*self.attributes, *((f"{AWS}{name}", values) for name, values in attributes)))

    @property
    def xml(self) -> str:
        until = time(self.issued + self.lasts)
        ends = f' SessionNotOnOrAfter="{time(self.issued + self.session_lasts)}"' if self.session_lasts else ""
        attributes = ((f"{AWS}Role", (f"{self.role},{self.provider}",)), *self.attributes)
        return (
            f'<saml:Assertion xmlns:saml="{_ASSERTION}" ID="{self.identifier}" IssueInstant="{time(self.issued)}" '
            f'Version="2.0"><saml:Issuer>{escape(self.issuer)}</saml:Issuer>{PLACE}<saml:Subject>'
            f'<saml:NameID Format="{PERSISTENT}">{escape(self.subject)}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{self.recipient}">'
            "</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>"
            f'<saml:Conditions NotBefore="{time(self.issued)}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
            f"<saml:Audience>{self.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{time(self.issued)}" SessionIndex="1"{ends}>'
            "</saml:AuthnStatement><saml:AttributeStatement>"
            + "".join(
                f'<saml:Attribute Name="{name}">'
                + "".join(f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>" for value in values)
                + "</saml:Attribute>"
                for name, values in attributes
            )
            + "</saml:AttributeStatement></saml:Assertion>"
        )


class IdentityProvider:
    """Has a key, and signs assertions with it."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder(name, name, self._key.public_key(), x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + timedelta(days=1))
            .sign(self._key, hashes.SHA256())
        )
        self._certificate = base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()

    def metadata(self, valid_until: datetime | None = None) -> str:
        until = f' validUntil="{time(valid_until)}"' if valid_until else ""
        return (
            f'<?xml version="1.0"?><md:EntityDescriptor xmlns:md="{_METADATA}" entityID="{ENTITY}"{until}>'
            f'<md:IDPSSODescriptor protocolSupportEnumeration="{_PROTOCOL}"><md:KeyDescriptor use="signing">'
            f'<ds:KeyInfo xmlns:ds="{_DS}"><ds:X509Data><ds:X509Certificate>{self._certificate}</ds:X509Certificate>'
            "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService "
            'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sign-in"/>'
            "</md:IDPSSODescriptor></md:EntityDescriptor>"
        )

    def signed(self, xml: str, identifier: str) -> str:
        """Return an element with the signature over it in its place."""
        digest = hashlib.sha256(xml.replace(PLACE, "").encode()).digest()
        signed_info = (
            f'<ds:SignedInfo xmlns:ds="{_DS}">'
            f'<ds:CanonicalizationMethod Algorithm="{_EXCLUSIVE}"></ds:CanonicalizationMethod>'
            '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>'
            f'<ds:Reference URI="#{identifier}"><ds:Transforms>'
            f'<ds:Transform Algorithm="{_DS}enveloped-signature"></ds:Transform>'
            f'<ds:Transform Algorithm="{_EXCLUSIVE}"></ds:Transform></ds:Transforms>'
            '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
            f"<ds:DigestValue>{base64.b64encode(digest).decode()}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
        )
        value = self._key.sign(signed_info.encode(), padding.PKCS1v15(), hashes.SHA256())
        signature = (
            f'<ds:Signature xmlns:ds="{_DS}">{signed_info}<ds:SignatureValue>{base64.b64encode(value).decode()}'
            f"</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{self._certificate}"
            "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"
        )
        return xml.replace(PLACE, signature)

    def assertion(self, statement: Statement) -> str:
        """Return the signed assertion."""
        return self.signed(statement.xml, statement.identifier)

    def response(self, statement: Statement) -> str:
        """Return a response with the signed assertion, as STS takes it."""
        return encoded(response(self.assertion(statement)))


def response(*assertions: str, status: str = _SUCCESS, identifier: str = "_r1", place: str = "") -> str:
    """Return a response that contains the assertions."""
    return (
        f'<samlp:Response xmlns:samlp="{_PROTOCOL}" ID="{identifier}" Version="2.0">{place}'
        f'<samlp:Status><samlp:StatusCode Value="{status}"></samlp:StatusCode></samlp:Status>'
        f"{''.join(assertions)}</samlp:Response>"
    )


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
