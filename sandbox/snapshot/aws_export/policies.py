"""Policies in answers, each statement with its file and JSON path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox.iam.origin import Origin
from sandbox.iam.policy_set import Policy
from sandbox.snapshot.policy_documents import opened


def written(place: Origin, text: object, name: str, arn: str | None = None) -> Policy:
    """The policy at a place; a text that is no JSON stays one, which answers no question."""
    document = opened(text)
    listed = document.get("Statement") if isinstance(document, Mapping) else None
    within = [f"[{n}]" for n in range(len(listed))] if isinstance(listed, list) else [""]
    origins = tuple(replace(place, path=f"{place.path}.Statement{where}") for where in within)
    return Policy(name, document, arn, place, origins)
