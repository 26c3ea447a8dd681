"""Resources that an action can be about: a new one, those of the snapshot, and those that policies name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sandbox.access.attached_policies import attached_policies
from sandbox.access.external_account import is_external
from sandbox.access.identity_cache import IdentityCache
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Snapshot
from sandbox.iam.policy_json import statements, texts

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_ANY_NAME = "anything"
_ARN_ACCOUNT = 4
"""Index of the account among an ARN's parts."""


def candidate_resources(snapshot: Snapshot, account: str | None, action: str) -> tuple[str, ...]:
    """Return the resources to query where an assertion names none.

    Args:
        snapshot: Where to look for resources and policies.
        account: Id of the account in which a new resource would be; None for the snapshot's first.
        action: The action, as AWS spells it.

    """
    patterns = arn_patterns(action)
    if not patterns:
        return ("*",)
    new = [_filled(pattern, snapshot, account) for pattern in patterns]
    existing = [arn for arn in _known_arns(snapshot) if any(matches(pattern, arn) for pattern in patterns)]
    return tuple(dict.fromkeys((*new, *existing)))


@lru_cache(maxsize=32768)
def arn_patterns(action: str) -> tuple[str, ...]:
    """Return the ARN patterns of an action's resource types, with placeholders as in `${Account}`."""
    known = catalogue().action(action)
    return _patterns(action.partition(":")[0], known.resources) if known else ()


def matches(pattern: str, arn: str) -> bool:
    """Return whether an ARN fits an ARN pattern."""
    return _compiled(pattern).fullmatch(arn) is not None


@lru_cache(maxsize=4096)
def _patterns(service: str, types: tuple[str, ...]) -> tuple[str, ...]:
    known = {kind.name: kind.arn for kind in catalogue().resource_types(service)}
    return tuple(known[name] for name in (text.rstrip("*") for text in types) if name in known)


def _filled(pattern: str, snapshot: Snapshot, account: str | None) -> str:
    owner = account or next(iter(snapshot.accounts), "")
    known: Mapping[str, str] = {"Partition": snapshot.partition, "Region": snapshot.home_region, "Account": owner}
    return _PLACEHOLDER.sub(lambda placeholder: known.get(placeholder[1], _ANY_NAME), pattern)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(pattern)
    # A bucket's name has no slash, or every object would be one.
    values = ["[^/]+" if name == "BucketName" else ".*" for name in parts[1::2]]
    return re.compile("".join(re.escape(text) + value for text, value in zip(parts[::2], [*values, ""], strict=True)))


def _all_arns(snapshot: Snapshot) -> tuple[str, ...]:
    objects = [f"{arn}/{_ANY_NAME}" for arn in snapshot.resources if arn.split(":")[2:5] == ["s3", "", ""]]
    attached = [policy.arn for policy in attached_policies(snapshot) if policy.arn]
    own = [arn for arn, caller in snapshot.callers.items() if not is_external(snapshot, caller.account)]
    return tuple(dict.fromkeys((*own, *snapshot.resources, *objects, *attached, *_named_in_policies(snapshot))))


_known_arns = IdentityCache(_all_arns, size=1)
"""ARNs of the snapshot that was analysed last."""


def _named_in_policies(snapshot: Snapshot) -> Iterator[str]:
    """Yield ARNs that policies name, one for each pattern."""
    for policy in attached_policies(snapshot):
        for statement in statements(policy.document):
            for text in texts(statement.get("Resource")):
                if text.startswith("arn:") and "${" not in text:
                    yield from _examples(text, snapshot)


def _examples(pattern: str, snapshot: Snapshot) -> Iterator[str]:
    parts = pattern.split(":", 5)
    every_account = len(parts) > _ARN_ACCOUNT and "*" in parts[_ARN_ACCOUNT]
    for account in snapshot.accounts if every_account else (None,):
        filled = [*parts[:4], account, *parts[5:]] if account else parts
        yield ":".join(str(part).replace("*", _ANY_NAME).replace("?", "x") for part in filled)
