"""What differs between two snapshots: the layers, the statements, and what is no policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.layers import Layer
from sandbox.iam.policy_json import statement_values, statements
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement
from sandbox.rehearsal.bounds import Recorded, statement_text
from sandbox.rehearsal.policies import Place, policies_by_place, with_policies

_LAYERS = {
    Kind.SCP: Layer.SCP,
    Kind.RCP: Layer.RCP,
    Kind.IDENTITY: Layer.IDENTITY,
    Kind.BOUNDARY: Layer.BOUNDARY,
    Kind.TRUST: Layer.TRUST,
    Kind.RESOURCE: Layer.RESOURCE,
    Kind.ENDPOINT: Layer.ENDPOINT,
}
_NOWHERE = Policy("", {})


@dataclass(frozen=True)
class Changes:
    """The differences between two snapshots."""

    layers: frozenset[Layer]
    """Layers with a policy that changed; all where something else than policies changed."""
    statements: tuple[Statement, ...] | None
    """The statements that one place has in only one of the snapshots; None where something else changed too."""
    recorded: Mapping[Place, Recorded]
    """The statements of the snapshot before, by place."""

    @property
    def nothing(self) -> bool:
        """Whether the snapshots are equal."""
        return not self.layers


def changes(before: Snapshot, after: Snapshot) -> Changes:
    """Return the differences between two snapshots."""
    old, new = _statements_by_place(before), _statements_by_place(after)
    layers: set[Layer] = set()
    changed: dict[tuple[Kind, _Text], object] = {}
    for place in {**old, **new}:
        was, now = old.get(place, {}), new.get(place, {})
        if was.keys() == now.keys():
            continue
        layers.add(_LAYERS[place[0]])
        changed |= {(place[0], text): (was | now)[text] for text in was.keys() ^ now.keys()}
    recorded = {}
    for place, was in old.items():
        now = new.get(place, {})
        kept = frozenset(text for _, text in was.keys() & now.keys())
        recorded[place] = Recorded(kept, grants_remain=_grants(was) <= now.keys())
    if _without_policies(before) != _without_policies(after):
        return Changes(frozenset(Layer), None, recorded)
    return Changes(frozenset(layers), tuple(_compiled(changed)), recorded)


type _Text = tuple[object, str]
"""The version of a document, which is part of what its statements mean, and the text of a statement."""


def _statements_by_place(snapshot: Snapshot) -> dict[Place, dict[_Text, object]]:
    """Return documents of one statement each, by place and text."""
    found: dict[Place, dict[_Text, object]] = {}

    @cache
    def texts(_id: int, version: object) -> dict[_Text, object]:
        document = documents[_id]
        listed = statement_values(document) or (document,)
        return {(version, statement_text(one)): {"Version": version, "Statement": [one]} for one in listed}

    documents: dict[int, object] = {}
    for place, policy in policies_by_place(snapshot):
        document = policy.document
        documents[id(document)] = document
        version = document.get("Version", "2008-10-17") if isinstance(document, Mapping) else None
        found.setdefault(place, {}).update(texts(id(document), version))
    return found


def _grants(documents: Mapping[_Text, object]) -> set[_Text]:
    """Return the texts of the statements that allow."""
    return {text for text, one in documents.items() if any(s.get("Effect") == "Allow" for s in statements(one))}


def _compiled(changed: Mapping[tuple[Kind, _Text], object]) -> Iterable[Statement]:
    for (kind, _), document in changed.items():
        yield from compile_document(document, kind, 0)


def _without_policies(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what a snapshot holds beside policies and the lines where things were read."""
    bare = with_policies(snapshot, lambda _place, _policy: _NOWHERE)
    shape = Counter(place for place, _ in policies_by_place(snapshot) if place[0] in (Kind.SCP, Kind.RCP))
    return (
        bare.organization,
        {name: replace(node, scps=(), rcps=(), origin=None) for name, node in bare.nodes.items()},
        {name: replace(account, origin=None) for name, account in bare.accounts.items()},
        {arn: (caller.account, caller.tags, caller.unique_id) for arn, caller in bare.callers.items()},
        {arn: (one.account, one.tags, one.settings) for arn, one in bare.resources.items()},
        {kind for kind, _ in shape},
        bare.home_region,
    )
