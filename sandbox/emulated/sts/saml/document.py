"""XML from outside: parsed without entities, document types and network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"


class UnsafeDocument(ValueError):
    """Text that is no XML, or XML that declares a document type."""


def parse(text: bytes) -> Any:
    """Return the root element of a document; comments and processing instructions are left out.

    Raises:
        UnsafeDocument: It is malformed, or declares a document type, which SAML has no use for.

    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise UnsafeDocument("the document is not XML") from wrong
    if root.getroottree().docinfo.doctype:
        raise UnsafeDocument("the document declares a document type")
    return root


def named(namespace: str, name: str) -> str:
    """Return the name of an element as lxml has it."""
    return f"{{{namespace}}}{name}"


def children(element: Any, namespace: str, *path: str) -> Iterator[Any]:
    """Yield the elements at a path of names of one namespace below an element."""
    yield from element.findall("/".join(named(namespace, name) for name in path))


def child(element: Any, namespace: str, *path: str) -> Any | None:
    """Return the first element at a path; None where there is none."""
    return next(children(element, namespace, *path), None)


def text_of(element: Any) -> str:
    """Return the whole text of an element, without white space around it."""
    return "".join(element.itertext()).strip()


def moment(text: str) -> datetime:
    """Return an xs:dateTime; raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
