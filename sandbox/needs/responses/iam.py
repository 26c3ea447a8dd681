"""IAM: the policies that a role has before the step; groups and profiles are resources of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known

_ROLE = "aws:iam/role:Role"


def _attached(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == _ROLE:
        response["AttachedPolicies"] = [{"PolicyArn": arn} for arn in known.before.get("managedPolicyArns") or ()]


def _inline(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == _ROLE:
        listed = (*(known.before.get("inlinePolicies") or ()), *(known.after.get("inlinePolicies") or ()))
        response["PolicyNames"] = list(dict.fromkeys(policy["name"] for policy in listed))


def _no_profiles(response: dict[str, Any], _request: Mapping[str, Any], _known: Known) -> None:
    response["InstanceProfiles"] = []


def _no_groups(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    if known.type == "aws:iam/user:User":
        response["Groups"] = []


RESPONSES = {
    "ListAttachedRolePolicies": _attached,
    "ListGroupsForUser": _no_groups,
    "ListInstanceProfilesForRole": _no_profiles,
    "ListRolePolicies": _inline,
}
