"""Policies by their content: one text is parsed and compiled once, however many calls it is read for."""

from __future__ import annotations

from functools import lru_cache

from sandbox.iam import Policy
from sandbox.iam.document_text import parsed_document

_SIZE = 16384
"""Policies that are kept: more than the policies of 200 accounts with 50 roles that share their documents."""


@lru_cache(maxsize=_SIZE)
def policy(name: str, text: str, arn: str | None = None) -> Policy:
    """Return the policy of a text: the same object for the same name, text and ARN."""
    return Policy(name, parsed_document(text), arn)
