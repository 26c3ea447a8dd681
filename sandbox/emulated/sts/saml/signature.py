"""The signature of a SAML response: what it covers is all that is read of the response.

A signature is taken where SAML puts it, as a child of the response or of its one assertion; the element that it
covers is the element that is returned, so that nothing beside it can be taken for it (XML signature wrapping).
Reference: SAML 2.0 Core, 5.4; XML Signature Best Practices, 2.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from sandbox.emulated.sts.saml.document import ASSERTION, PROTOCOL, SIGNATURE, child, children, named

_METHODS = frozenset(
    {
        *(SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512),
        *(SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512),
    }
)
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
_OF_RESPONSE = "./"
_OF_ASSERTION = f"./{named(ASSERTION, 'Assertion')}/"
_RESPONSE = named(PROTOCOL, "Response")


class NotSigned(ValueError):
    """A response whose assertion no valid signature of the identity provider covers; the message says why."""


def signed_assertion(response: Any, certificates: Iterable[x509.Certificate]) -> Any:
    """Return the assertion of a response as the identity provider signed it.

    Args:
        response: The root element of the response.
        certificates: Those of the identity provider, any of which may have signed.

    Raises:
        NotSigned: There is not exactly one assertion, or its signature is missing or wrong.

    """
    known = list(certificates)
    if response.tag != _RESPONSE:
        raise NotSigned("the document is not a SAML response")
    assertions = list(response.iter(named(ASSERTION, "Assertion")))
    if len(assertions) != 1 or assertions[0].getparent() is not response:
        raise NotSigned(f"the response has {len(assertions)} assertions; it has one, as its child")
    locations = [
        location
        for location, parent in ((_OF_RESPONSE, response), (_OF_ASSERTION, assertions[0]))
        if child(parent, SIGNATURE, "Signature") is not None
    ]
    if not locations:
        raise NotSigned("neither the response nor its assertion is signed")
    for location in locations:
        for certificate in known:
            signed = _signed(response, location, certificate)
            if signed is not None:
                return _assertion_in(signed, assertions[0].get("ID"))
    raise NotSigned("the signature is not that of the identity provider")


def _signed(response: Any, location: str, certificate: x509.Certificate) -> Any | None:
    """Return the element that a signature covers, as it was signed; None where the signature is not valid."""
    expected = SignatureConfiguration(location=location, signature_methods=_METHODS, digest_algorithms=_DIGESTS)
    try:
        return XMLVerifier().verify(response, x509_cert=certificate, expect_config=expected).signed_xml
    except (SignXMLException, etree.LxmlError, UnsupportedAlgorithm, ValueError, TypeError, AttributeError):
        return None


def _assertion_in(signed: Any, identifier: str | None) -> Any:
    """Return the assertion that a signed element is, or has as its child."""
    found = [signed] if signed.tag == named(ASSERTION, "Assertion") else list(children(signed, ASSERTION, "Assertion"))
    whole = signed.tag in (_RESPONSE, named(ASSERTION, "Assertion"))
    if not whole or len(found) != 1 or found[0].get("ID") != identifier:
        raise NotSigned("the signature covers another element")
    return found[0]
