"""A snapshot with another version of one of its policies, or with a policy that is attached in addition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import orjson

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.policy_json import statements
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Node, Snapshot
from sandbox.iam.statement_positions import statement_spans
from sandbox.origin import Origin
from sandbox.rehearsal.errors import InvalidChange, UnknownPolicy
from sandbox.rehearsal.policies import Place, policies_by_place, with_policies

_FULL_ACCESS = Policy(
    "FullAWSAccess",
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
    "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
)
"""What AWS attaches to the root, every unit and every account when SCPs are enabled."""
_CHANGED = (Kind.SCP, Kind.RCP, Kind.BOUNDARY, Kind.IDENTITY)


def read_policy(name: str, file: str, text: str) -> Policy:
    """Return the policy of a JSON document with the line of each of its statements.

    Args:
        name: The policy's name.
        file: The file, as messages name it.
        text: The document.

    Raises:
        InvalidChange: The text is not JSON, or no policy document.

    """
    try:
        document: Any = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidChange(
            f"{file}:{error.lineno} is not JSON: {error.msg}.", "Give a policy document as JSON."
        ) from error
    if not isinstance(document, Mapping) or "Statement" not in document:
        raise InvalidChange(f"{file} is no policy document: it has no Statement.", "Give a policy document as JSON.")
    lines = tuple(Origin(file, line) for line in _lines(text))
    return Policy(name, document, origin=Origin(file, 1), statement_origins=lines)


def is_policy(text: str) -> bool:
    """Return whether a text is a policy document, and not a snapshot or damaged."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return isinstance(document, Mapping) and "Statement" in document


def with_version(snapshot: Snapshot, policy: Policy) -> Snapshot:
    """Return the snapshot in which a policy replaces that of its name, or of its ARN, wherever it applies.

    Raises:
        UnknownPolicy: No SCP, RCP, permissions boundary or identity policy has the name.
        InvalidChange: The document cannot be of the kind of that policy.

    """
    kinds: set[Kind] = set()

    def new(place: Place, old: Policy) -> Policy:
        if place[0] not in _CHANGED or policy.name not in (old.name, old.arn):
            return old
        kinds.add(place[0])
        return replace(policy, name=old.name, arn=old.arn)

    changed = with_policies(snapshot, new)
    if not kinds:
        known = {one.name for place, one in policies_by_place(snapshot) if place[0] in _CHANGED}
        raise UnknownPolicy(
            "policy", policy.name, known, "`--attach TARGET` attaches a new policy to a unit or account."
        )
    for kind in kinds:
        _check(policy, kind)
    return changed


def with_attachment(snapshot: Snapshot, policy: Policy, target: str) -> Snapshot:
    """Return the snapshot in which a policy is attached to the root, a unit or an account, by its name or id.

    A policy whose statements name principals is an RCP, any other an SCP.

    Raises:
        UnknownPolicy: The snapshot has no such target.
        InvalidChange: The document cannot be of that kind, or several targets have the name.

    """
    found = [node for node in snapshot.nodes.values() if target in _names(snapshot, node)]
    if not found:
        known = {name for node in snapshot.nodes.values() for name in _names(snapshot, node)}
        raise UnknownPolicy("root, unit or account", target, known, "Name one by its name or id.")
    if len(found) > 1:
        raise InvalidChange(
            f"{len(found)} units and accounts have the name {target!r}.",
            f"Name one by its id: {', '.join(node.id for node in found)}.",
        )
    node = found[0]
    is_rcp = any("Principal" in one or "NotPrincipal" in one for one in statements(policy.document))
    _check(policy, Kind.RCP if is_rcp else Kind.SCP)
    nodes = dict(snapshot.nodes)
    if not is_rcp and not any(one.scps for one in nodes.values()):
        nodes = {name: replace(one, scps=(_FULL_ACCESS,)) for name, one in nodes.items()}
    node = nodes[node.id]
    nodes[node.id] = replace(node, rcps=(*node.rcps, policy)) if is_rcp else replace(node, scps=(*node.scps, policy))
    return replace(snapshot, nodes=nodes)


def _names(snapshot: Snapshot, node: Node) -> Iterator[str]:
    yield from (node.id, node.name)
    if node.parent is None:
        yield from ("root", "Root")
    for account in snapshot.accounts.values():
        if account.node == node.id:
            yield from (account.id, account.name)


def _check(policy: Policy, kind: Kind) -> None:
    for statement in compile_document(policy.document, kind, 0):
        for problem in statement.problems:
            raise InvalidChange(
                f"{policy.where(statement.index)}: as {kind.value} policy, statement {statement.index + 1} is invalid: "
                f"{problem}.",
                "AWS refuses to save it.",
            )


def _lines(text: str) -> Iterator[int]:
    """Yield the line of each statement's opening brace."""
    lines = text.split("\n")
    for span in statement_spans(text):
        line, column = span.start.line - 1, span.start.column - 1
        if column and lines[line][column - 1] == "{":
            yield line + 1
            continue
        while "{" not in lines[line][column:]:
            line, column = line + 1, 0
        yield line + 1
