"""What IAM refuses to save: the text of a policy in, IAM's own message and the reason out.

The grammar is that of evaluation (`document`, `grammar`); this module adds what only a new document is refused for, and
finds the message that IAM has for a problem.
Reference: IAM user guide, reference_policies_grammar, reference_policies_elements_datatypes and reference_iam-quotas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.grammar import breaches, breaches_of_document
from sandbox.iam.policy_json import statement_values, texts

_SYNTAX = "Syntax errors in policy."
_LEGACY = "The policy failed legacy parsing"
_VENDOR = re.compile(r"[A-Za-z0-9.-]+")
_PARTITION = re.compile(r"aws(-[a-z0-9]+)*")
_ARN_PARTS = 6
_RESOURCES = ("Resource", "NotResource")
_ACTIONS = ("Action", "NotAction")


@dataclass(frozen=True, slots=True)
class DocumentRefusal:
    """Why IAM refuses to save a document."""

    message: str
    """IAM's."""
    reason: str
    """What exactly is wrong, and what would be right."""


def check_document(text: str, kind: Kind) -> DocumentRefusal | None:
    """Return why IAM refuses to save a document of a kind; None where it saves it.

    Args:
        text: The document as JSON.
        kind: What it is saved as: `IDENTITY` or `BOUNDARY`, `TRUST`, `RESOURCE`.

    Example:
        >>> check_document('{"Version": "2012-10-17", "Statement": {"Effect": "Allow"}}', Kind.IDENTITY).message
        'Policy statement must contain actions.'

    """
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        message = "This policy contains invalid Json" if kind is Kind.TRUST else _SYNTAX
        return DocumentRefusal(message, f"the document is not JSON: {error}")
    if not isinstance(document, Mapping):
        return DocumentRefusal(_SYNTAX, "a policy document is an object")
    if kind is Kind.TRUST and document.get("Statement") == []:
        message = "Could not parse the policy: Statement is empty!"
        return DocumentRefusal(message, "a trust policy has a statement; one that denies trusts no principal")
    reasons = [problem for found in compile_document(document, kind, 0) for problem in found.problems]
    reasons += breaches_of_document(document, kind)
    statements = [raw for raw in statement_values(document) if isinstance(raw, Mapping)]
    for raw in statements:
        reasons += breaches(raw, kind)
    known = next(_with_messages(document, statements, kind), None)
    if known is not None:
        return known
    return DocumentRefusal(_SYNTAX, reasons[0]) if reasons else None


def characters(text: str) -> int:
    """Return the size of a document as IAM counts it, which leaves out white space."""
    return len("".join(text.split()))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key in one object")
    return found


def _with_messages(
    document: Mapping[str, object], statements: list[Mapping[str, object]], kind: Kind
) -> Iterator[DocumentRefusal]:
    """Yield the problems for which IAM has a message of its own, in the order of its checks."""
    identity = kind in (Kind.IDENTITY, Kind.BOUNDARY)
    if identity and statements and document.get("Version", "2008-10-17") == "2008-10-17":
        message = "Policy document must be version 2012-10-17 or greater."
        yield DocumentRefusal(message, 'write "Version": "2012-10-17"')
    for raw in statements:
        if identity and ("Principal" in raw or "NotPrincipal" in raw):
            message = "Policy document should not specify a principal."
            yield DocumentRefusal(message, "an identity-based policy has no Principal")
    yield from _sids(statements)
    for raw in statements:
        yield from _of_statement(raw, kind)


def _sids(statements: list[Mapping[str, object]]) -> Iterator[DocumentRefusal]:
    named = [sid for raw in statements if isinstance(sid := raw.get("Sid"), str) and sid]
    for sid in named:
        if not re.fullmatch(r"[0-9A-Za-z]*", sid):
            message = (
                "Statement IDs (SID) must be alpha-numeric. "
                "Check that your input satisfies the regular expression [0-9A-Za-z]*"
            )
            yield DocumentRefusal(message, f"Sid {sid!r}")
    if len(set(named)) < len(named):
        duplicate = next(sid for sid in named if named.count(sid) > 1)
        yield DocumentRefusal("Statement IDs (SID) in a single policy must be unique.", f"Sid {duplicate!r} is twice")


def _of_statement(raw: Mapping[str, object], kind: Kind) -> Iterator[DocumentRefusal]:
    if raw.get("Effect") not in ("Allow", "Deny"):
        yield DocumentRefusal(_SYNTAX, f"Effect {raw.get('Effect')!r} is neither Allow nor Deny")
    if all(raw.get(element) in (None, [], ()) for element in _ACTIONS):
        yield DocumentRefusal("Policy statement must contain actions.", "the statement has no Action")
    for element in _ACTIONS:
        for action in texts(raw.get(element)):
            yield from _of_action(action)
    yield from _of_place(raw, kind)
    for element in _RESOURCES:
        for resource in texts(raw.get(element)):
            yield from _of_resource(resource)


def _of_place(raw: Mapping[str, object], kind: Kind) -> Iterator[DocumentRefusal]:
    """Yield the elements that a policy of the kind must have and lacks, and those that it must not have."""
    if kind is Kind.TRUST:
        if any(element in raw for element in _RESOURCES):
            yield DocumentRefusal("Has prohibited field Resource.", "a role is its trust policy's only resource")
        if "Principal" not in raw and "NotPrincipal" not in raw:
            yield DocumentRefusal("Missing required field Principal.", "a trust policy names principals")
        elif not (raw.get("Principal") or raw.get("NotPrincipal")):
            yield DocumentRefusal("Missing required field Principal cannot be empty!", "Principal names no principal")
    elif kind.needs_resource and all(raw.get(element) in (None, [], ()) for element in _RESOURCES):
        yield DocumentRefusal("Policy statement must contain resources.", "the statement has no Resource")


def _of_action(action: str) -> Iterator[DocumentRefusal]:
    vendor, colon, name = action.partition(":")
    if not colon and action != "*":
        message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        yield DocumentRefusal(message, f"Action {action!r}: write service:Action")
    if ":" in name:
        yield DocumentRefusal("Actions/Condition can contain only one colon.", f"Action {action!r}")
    if vendor != "*" and not _VENDOR.fullmatch(vendor):
        yield DocumentRefusal(f"Vendor {vendor} is not valid", f"Action {action!r}")


def _of_resource(resource: str) -> Iterator[DocumentRefusal]:
    if resource == "*":
        return
    parts = resource.split(":", _ARN_PARTS - 1)
    if parts[0] != "arn" or len(parts) == 1:
        yield DocumentRefusal(f'Resource {resource} must be in ARN format or "*".', f"Resource {resource!r}")
        return
    partition = parts[1]
    if partition != "*" and not _PARTITION.fullmatch(partition):
        whole = ":".join((*parts, *["*"] * (_ARN_PARTS - len(parts))))
        yield DocumentRefusal(f'Partition "{partition}" is not valid for resource "{whole}".', f"Resource {resource!r}")
    service = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - the service is an ARN's third part
    if not service or {"*", "?"} & set(service):
        message = "Resource vendor must be fully qualified and cannot contain regexes."
        yield DocumentRefusal(message, f"Resource {resource!r}: write arn:partition:service:...")
    if len(parts) < _ARN_PARTS and "::" in resource:
        yield DocumentRefusal(_LEGACY, f"Resource {resource!r} has fewer than six parts")
    if service == "iam" and len(parts) == _ARN_PARTS and parts[3]:
        yield DocumentRefusal(f"IAM resource {resource} cannot contain region information.", "IAM has no Regions")
