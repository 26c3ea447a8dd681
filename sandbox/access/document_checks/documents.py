"""A policy document that is checked alone: its statements, and the principals that they name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sandbox.access.errors import AccessError
from sandbox.iam.document import Kind, compile_document
from sandbox.iam.policy_json import statements as raw_statements
from sandbox.iam.statement import Statement

_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")


class InvalidDocument(AccessError):
    """A document that cannot be evaluated, and why."""


@dataclass(frozen=True, eq=False)
class CheckedDocument:
    """One document, compiled."""

    document: Mapping[str, object]
    kind: Kind
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, text: str, kind: Kind) -> CheckedDocument:
        """Return the document of a JSON text; raises InvalidDocument."""
        try:
            document = json.loads(text, object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            raise InvalidDocument(f"The policy document is not JSON: {error}.", "Fix the JSON syntax.") from error
        return cls.compiled(document, kind)

    @classmethod
    def compiled(cls, document: object, kind: Kind) -> CheckedDocument:
        """Return a parsed document; raises InvalidDocument."""
        compiled = compile_document(document, kind, 0)
        for statement in compiled:
            for problem in statement.problems:
                raise InvalidDocument(f"Statement {statement.index}: {problem}.", "Fix the policy document.")
        assert isinstance(document, Mapping)  # noqa: S101 - a document without problems is an object
        return cls(document, kind, compiled)

    @property
    def allows(self) -> tuple[Statement, ...]:
        """Return the statements that allow."""
        return tuple(statement for statement in self.statements if not statement.deny)

    @property
    def denies(self) -> tuple[Statement, ...]:
        """Return the statements that deny."""
        return tuple(statement for statement in self.statements if statement.deny)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return all that each statement means, as text: two statements of one text are the same."""
        version = self.document.get("Version")
        return tuple(
            json.dumps([version, {key: value for key, value in raw.items() if key != "Sid"}], sort_keys=True)
            for raw in raw_statements(self.document)
        )

    @cached_property
    def accounts(self) -> frozenset[str]:
        """Return every account id that the document holds anywhere."""
        return frozenset(_ACCOUNT.findall(json.dumps(self.document)))

    def principal_names(self) -> Iterator[str]:
        """Yield the principals that Principal and NotPrincipal name."""
        for statement in self.statements:
            if statement.principals is not None:
                yield from sorted(statement.principals.names)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key in one object")
    return found
