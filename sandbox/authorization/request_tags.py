"""The tags of a request: aws:RequestTag and aws:TagKeys.

Reference: IAM user guide, reference_policies_condition-keys (properties of the request).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MEMBERS = ("Tags", "tags", "TagList", "tagList", "resourceTags", "ResourceTags", "HostedZoneTags", "FileSystemTags")
_REMOVED = ("TagKeys", "tagKeys", "TagKeyList", "RemoveTagKeys")
_ALL = frozenset((*_MEMBERS, *_REMOVED, "Tagging"))
_KEYS = ("Key", "key", "TagKey", "tagKey")
_VALUES = ("Value", "value", "TagValue", "tagValue")


def request_tags(parameters: Mapping[str, Any]) -> dict[str, object]:
    """Return the condition keys for the tags that a call adds or removes; empty where it has none."""
    if _ALL.isdisjoint(parameters):
        return {}
    tags: dict[str, str] = {}
    for member in _MEMBERS:
        tags.update(pairs(parameters.get(member)))
    nested = parameters.get("Tagging")
    if isinstance(nested, Mapping):
        tags.update(pairs(nested.get("TagSet")))
    return tag_keys(tags, _removed(parameters))


def tag_keys(tags: Mapping[str, str], removed: tuple[str, ...] = ()) -> dict[str, object]:
    """Return the condition keys of tags, and of the keys of removed ones."""
    names = list(dict.fromkeys((*tags, *removed)))
    found: dict[str, object] = {f"aws:RequestTag/{key}": value for key, value in tags.items()}
    return found | {"aws:TagKeys": names} if names else {}


def pairs(value: object) -> dict[str, str]:
    """Return the tags of a member: a map, or a list of keys and values in one of AWS's spellings."""
    if isinstance(value, Mapping):
        return {str(key): str(text) for key, text in value.items() if isinstance(text, str)}
    found = {}
    for item in value if isinstance(value, list | tuple) else ():
        if isinstance(item, Mapping):
            key = next((item[name] for name in _KEYS if name in item), None)
            text = next((item[name] for name in _VALUES if name in item), "")
            if key is not None:
                found[str(key)] = str(text or "")
    return found


def _removed(parameters: Mapping[str, Any]) -> tuple[str, ...]:
    for member in _REMOVED:
        value = parameters.get(member)
        if isinstance(value, list | tuple):
            return tuple(str(item) for item in value)
    return ()
