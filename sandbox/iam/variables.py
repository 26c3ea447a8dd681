"""Policy variables: `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.

Reference: IAM user guide, reference_policies_variables. They live in Resource and in the values of String and ARN
conditions, and only in documents of version 2012-10-17.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.iam.errors import MalformedVariable
from sandbox.iam.glob import Pattern, Wild, parse_glob

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_KEY_AND_DEFAULT = re.compile(r"\s*([^,'\s${](?:[^,'${]*[^,'\s${])?)\s*(?:,\s*'([^']*)'\s*)?")
"""A tag's key may hold spaces within."""
_ESCAPES = ("*", "?", "$")


@dataclass(frozen=True, slots=True)
class Variable:
    """A reference to a condition key; `default` is its value where the request lacks the key."""

    key: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """Text with variables: patterns and references in their order."""

    pieces: tuple[Pattern | Variable, ...]

    def resolve(self, single: Callable[[str], str | None]) -> Pattern | None:
        """Return the pattern for one request; None where a variable has neither a value nor a default.

        Wildcards in a value are plain characters.
        """
        pattern: Pattern = ()
        for piece in self.pieces:
            if isinstance(piece, Variable):
                value = single(piece.key)
                value = piece.default if value is None else value
                if value is None:
                    return None
                pattern += (value,) if value else ()
            else:
                pattern += piece
        return join(pattern)

    def unresolved(self, single: Callable[[str], str | None]) -> tuple[str, ...]:
        """Return the keys for which a request has no single value and the text no default."""
        return tuple(
            piece.key
            for piece in self.pieces
            if isinstance(piece, Variable) and piece.default is None and single(piece.key) is None
        )

    @property
    def before(self) -> str:
        """The text before the first variable, wildcards as they are written."""
        text = ""
        for piece in self.pieces:
            if isinstance(piece, Variable):
                break
            text += "".join(part.value if isinstance(part, Wild) else part for part in piece)
        return text

    @property
    def keys(self) -> tuple[str, ...]:
        """The condition keys that it asks for."""
        return tuple(piece.key for piece in self.pieces if isinstance(piece, Variable))


def parse_template(text: str, *, variables: bool) -> Pattern | Template:
    """Text of a policy as a plain pattern or, where it has variables, as a template.

    Without `variables` (documents of 2008-10-17) `${` is plain text. Raises MalformedVariable.
    """
    if not variables or "${" not in text:
        return parse_glob(text)
    pieces: list[Pattern | Variable] = []
    end = 0
    for found in _VARIABLE.finditer(text):
        _literal(pieces, text[end : found.start()])
        end = found.end()
        inner = found.group(1)
        if inner in _ESCAPES:
            pieces.append((inner,))
            continue
        parts = _KEY_AND_DEFAULT.fullmatch(inner)
        if parts is None:
            raise MalformedVariable(f"${{{inner}}} is not a policy variable: write ${{key}} or ${{key, 'default'}}")
        pieces.append(Variable(parts.group(1).lower(), parts.group(2)))
    _literal(pieces, text[end:])
    if any(isinstance(piece, Variable) for piece in pieces):
        return Template(tuple(pieces))
    return join(tuple(part for piece in pieces if not isinstance(piece, Variable) for part in piece))


def join(pattern: Pattern) -> Pattern:
    """Return the same pattern with adjacent literals merged."""
    joined: list[object] = []
    for piece in pattern:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)  # type: ignore[arg-type]  # the loop keeps every piece's type


def _literal(pieces: list[Pattern | Variable], text: str) -> None:
    if "${" in text:
        raise MalformedVariable(f"a variable is opened and never closed in {text!r}")
    if text:
        pieces.append(parse_glob(text))
