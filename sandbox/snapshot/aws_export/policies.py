"""Policies in responses, each statement with its file and JSON path."""

from __future__ import annotations

from dataclasses import replace

from sandbox.iam.document_text import parsed_document
from sandbox.iam.policy_json import statement_paths
from sandbox.iam.policy_set import Policy
from sandbox.origin import Origin


def exported_policy(place: Origin, text: object, name: str, arn: str | None = None) -> Policy:
    """Return the policy at a place; text that is not JSON is kept as it is and evaluates no request."""
    document = parsed_document(text)
    origins = tuple(replace(place, path=f"{place.path}{path}") for path in statement_paths(document))
    return Policy(name, document, arn, place, origins)
