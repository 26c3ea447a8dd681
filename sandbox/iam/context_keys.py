"""The condition keys that policies read: those of conditions, and those of policy variables.

Reference: IAM API reference, GetContextKeysForCustomPolicy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sandbox.iam.policy_json import statements, texts

_VARIABLE = re.compile(r"\$\{\s*([^,'\s${}](?:[^,'${}]*[^,'\s${}])?)\s*(?:,\s*'[^']*'\s*)?\}")
_ESCAPES = ("*", "?", "$")
_VARIABLES_SINCE = "2012-10-17"


def context_keys(documents: Iterable[object]) -> tuple[str, ...]:
    """Return the keys that the documents read, each once, as it is first written.

    Args:
        documents: Parsed policy documents.

    Example:
        >>> context_keys([{"Statement": {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}}])
        ('aws:SecureTransport',)

    """
    found: dict[str, str] = {}
    for document in documents:
        variables = isinstance(document, Mapping) and document.get("Version") == _VARIABLES_SINCE
        for statement in statements(document):
            for key in keys_of_statement(statement, variables=variables):
                found.setdefault(key.lower(), key)
    return tuple(found.values())


def keys_of_statement(statement: Mapping[str, object], *, variables: bool) -> Iterator[str]:
    """Yield the keys that a statement reads, in their order.

    Args:
        statement: The statement as it is written.
        variables: Whether its document's version has policy variables.

    """
    if variables:
        for element in ("Resource", "NotResource"):
            yield from _in_texts(texts(statement.get(element)))
    condition = statement.get("Condition")
    for keys in condition.values() if isinstance(condition, Mapping) else ():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            yield str(key)
            if variables:
                yield from _in_texts(texts(values))


def _in_texts(written: Iterable[str]) -> Iterator[str]:
    for text in written:
        yield from (key for key in _VARIABLE.findall(text) if key not in _ESCAPES)
