"""The tags of resources of services that moto answers for: moto's own list of the tags of an ARN."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from moto.backends import get_backend
from moto.core.exceptions import RESTError, ServiceException

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn

_BACKENDS = {
    "application-autoscaling": "applicationautoscaling",
    "elasticfilesystem": "efs",
    "elasticmapreduce": "emr",
    "network-firewall": "networkfirewall",
    "sso": "sso-admin",
}
"""Service in ARNs -> moto's name, where they differ."""
_LISTS = ("list_tags_for_resource", "list_tags_of_resource", "list_tags", "get_tags")
_ACCOUNT_ID_LENGTH = 12
_MISSING = (ServiceException, RESTError, KeyError, ValueError, NotImplementedError, AttributeError, IndexError)
"""What moto raises for the ARN of a resource that it does not have."""


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource of a service of moto."""
    backends = _backends(arn.service)
    if backends is None or len(arn.account) != _ACCOUNT_ID_LENGTH:
        return ABSENT
    try:
        backend = backends[arn.account][arn.region or arn.partition]
    except KeyError:
        return ABSENT
    text = ":".join(arn)
    return ResourceState(_tagged(backend, text) or tags_from(_list_of(backend), text))


def tags_from(listing: Callable[[str], Any] | None, name: str) -> dict[str, str]:
    """Return the tags that a listing of moto's has for a name; none for a resource that it does not know."""
    if listing is None:
        return {}
    try:
        return tags_of(listing(name))
    except _MISSING:
        return {}


def _tagged(backend: Any, text: str) -> dict[str, str]:
    """Return the tags that a backend's tagging service has for an ARN; its lists may be paginated."""
    tagger = getattr(backend, "tagger", None) or getattr(backend, "tagging_service", None)
    return dict(tagger.get_tag_dict_for_resource(text)) if tagger is not None else {}


def _list_of(backend: Any) -> Callable[[str], Any] | None:
    return next((getattr(backend, name) for name in _LISTS if hasattr(backend, name)), None)


@cache
def _backends(service: str) -> Any:
    try:
        return get_backend(_BACKENDS.get(service, service))
    except (ImportError, AttributeError):
        return None
