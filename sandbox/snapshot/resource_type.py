"""Types of resources that carry a policy: one file each in `sandbox/snapshot/resource_types`, found there by presence.

One declaration says how the type appears in a plan, in exported files and to a live endpoint.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

FOLDER = "sandbox.snapshot.resource_types"

type Document = Mapping[str, object]


class Planned(Protocol):
    """A resource of a plan, as far as its type's declaration reads it."""

    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def account(self) -> str: ...  # noqa: D102
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def values(self) -> Mapping[str, Any]: ...  # noqa: D102
    def text(self, name: str) -> str | None: ...  # noqa: D102


type Read = Callable[[str], Mapping[str, Any] | None]
"""Return a file of the account's folder by its name without `.json`; None for one that is not there."""


def _no_settings(_: Planned, __: Iterable[Planned]) -> Mapping[str, object]:
    return {}


def _no_permission(_: Planned, __: Planned, ___: str) -> Document | None:
    return None


def _no_exported_settings(_: Mapping[str, str], __: Read) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class Exported:
    """The responses of AWS that hold a type's policies, one file a resource."""

    service: str
    """Of boto3's client."""
    file: str
    """Name of the file below `accounts/ID/`, without `.json`: a pattern with the groups `name` and perhaps `region`."""
    command: str
    """Of the AWS CLI; `{account}`, `{name}`, `{region}` and `{partition}` are filled in."""
    policy: tuple[str, ...]
    """The keys that lead to the policy in the response."""
    arn: str
    """Of the resource; filled in as `command` is, and with `{partition}`."""
    responses: Callable[[Any, str], Iterator[tuple[str, Any]]] | None = None
    """From a client and its region to the files and responses of all resources; None where they are not read live."""
    regional: bool = True
    error_without_policy: str | None = None
    """AWS's error for a resource without a policy; None where such a resource has a response of its own."""
    settings: Callable[[Mapping[str, str], Read], Mapping[str, object]] = _no_exported_settings
    """What the service keeps beside the policy, from further files: from account, name and region of the resource."""
    settings_commands: Mapping[str, str] = field(default_factory=dict)
    """Pattern of the name of a further file, with the groups of `file` -> the command of the AWS CLI that writes it."""

    def matches(self, stem: str) -> Mapping[str, str] | None:
        """Return account, name and region of a file's resource; None where the file is another type's."""
        found = re.fullmatch(rf"accounts/(?P<account>\d+)/{self.file}", stem)
        return found.groupdict() if found else None


@dataclass(frozen=True)
class ResourceType:
    """One type of resource that carries a policy."""

    token: str
    """Pulumi's name of the type."""
    arn: str
    """Of a planned resource without one: `{region}`, `{account}`, `{id}`, `{bucket}` and `{name}` are filled in."""
    policy_token: str | None = None
    """The type that gives such a resource its policy; None where there is none."""
    policy_target: str = ""
    """The property of that type which names the resource: by id, name, URL or ARN."""
    policy_property: str = "policy"
    """The property of either type that holds the policy."""
    default_policy: Callable[[str, str], Document] | None = None
    """From account and ARN to the policy that AWS gives a resource which is made without one."""
    exported: Exported | None = None
    """None where exported files and live endpoints are not read for the type."""
    permission_token: str | None = None
    """The type that adds a statement to the policy of such a resource."""
    permission: Callable[[Planned, Planned, str], Document | None] = _no_permission
    """From such a statement's resource, the resource and its ARN to the statement; None where it is another's."""
    settings: Callable[[Planned, Iterable[Planned]], Mapping[str, object]] = _no_settings
    """What the service keeps beside the policy, from the resource and all resources of the plan."""
    settings_tokens: frozenset[str] = field(default_factory=frozenset)
    """Types that `settings` reads."""

    @property
    def tokens(self) -> frozenset[str]:
        """All types of Pulumi's that the declaration reads."""
        found = (self.token, self.policy_token, self.permission_token)
        return frozenset(filter(None, found)) | self.settings_tokens


@cache
def resource_types() -> tuple[ResourceType, ...]:
    """Return the `RESOURCE_TYPE` of each file of the folder, in the order of their names."""
    folder = importlib.import_module(FOLDER)
    names = sorted(found.name for found in pkgutil.iter_modules(folder.__path__))
    return tuple(importlib.import_module(f"{FOLDER}.{name}").RESOURCE_TYPE for name in names)
