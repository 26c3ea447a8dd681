"""Policies of planned resources, each statement with its line of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.document_text import parsed_document
from sandbox.iam.policy_json import statements
from sandbox.iam.policy_set import Policy
from sandbox.snapshot.plan.resource import Planned
from sandbox.snapshot.source_map import Program


@dataclass(frozen=True)
class PolicyReader:
    """Makes policies of documents, and keeps note of what it could not read."""

    program: Program
    notes: list[str] = field(default_factory=list)

    def policy(self, name: str, text: object, maker: Planned, arn: str | None = None) -> Policy:
        """Return the policy of a property; one that is not known yet cannot be evaluated, and is noted."""
        document = parsed_document(text)
        if not isinstance(document, Mapping):
            self.notes.append(
                f"{name} of {maker.name} ({maker.type}) is not a document: requests that depend on it are not evaluable"
            )
        origins = tuple(self.program.statement(statement, maker.frames) for statement in statements(document))
        whole = self.program.document(name, origins, maker.origin) or maker.origin
        return Policy(name, document, arn, whole, origins)

    def note(self, text: str) -> None:
        """Keep in mind what is left out, once."""
        if text not in self.notes:
            self.notes.append(text)
