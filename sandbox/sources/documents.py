"""Policy documents as sources hold them: text, or parsed; never taken for empty where they cannot be read."""

from __future__ import annotations

import json
from urllib.parse import unquote


def opened(document: object) -> object:
    """The document of a text, URL-encoded or not; a text that is no JSON stays a text, which nothing can evaluate."""
    if not isinstance(document, str):
        return document
    for text in (document, unquote(document)):
        try:
            return json.loads(text)
        except ValueError:
            continue
    return document
