"""Policy documents as text, as services store them and as exported files hold them."""

from __future__ import annotations

import json
from urllib.parse import unquote


def parsed_document(document: object) -> object:
    """Return the document of a text, URL-encoded or not; anything else as it is.

    A text that is not JSON, or that has a key twice, stays a text, which is never evaluated as an allow.
    """
    if not isinstance(document, str):
        return document
    for text in (document, unquote(document)):
        try:
            return json.loads(text, object_pairs_hook=_unique)
        except ValueError:
            continue
    return document


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; a duplicate key is refused, because either value could be intended."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    return found
