"""The search for a changed request that is accepted though it means something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.gateway.authentication.refused import Refused
from tests.fuzz.signatures.meaning import meaning
from tests.fuzz.signatures.mutations import mutated
from tests.fuzz.signatures.requests import Case, case
from tests.sandbox.gateway.authentication.signed import Sent, verified


@dataclass
class Search:
    """What was found among changed requests."""

    tried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By reason."""
    equal: int = 0
    """Accepted with the same meaning, such as another order of parameters."""
    anonymous: int = 0
    """Their signature was removed: they go on without a caller."""
    forgeries: list[tuple[int, tuple[str, ...], Case, Sent]] = field(default_factory=list)


def search(seed: int, numbers: Iterable[int]) -> Search:
    """Change each numbered request and verify it. Any error but Refused ends the search: it would be a traceback."""
    found = Search()
    for number in numbers:
        original = case(seed, number)
        verified(original.sent, original.request.endpoint)
        sent, names = mutated(original, seed, number)
        found.tried += 1
        try:
            caller: Any = verified(sent, original.request.endpoint).caller
        except Refused as refused:
            found.refused[refused.reason.name] += 1
            continue
        if caller.account is None:
            found.anonymous += 1
        elif caller.account == "333333333333":
            found.equal += 1  # an account id is a key with any signature
        elif _same(original, sent, caller.access_key):
            found.equal += 1
        else:
            found.forgeries.append((number, names, original, sent))
    return found


def _same(original: Case, sent: Sent, access_key: str | None) -> bool:
    mine = meaning(original.sent, original.kind)
    return access_key == original.key.caller.access_key and meaning(sent, original.kind) == mine
