"""The effective management policies of an account, and the required members that they lack."""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import accounts, authority, effective_policy, errors, tree


@operation("DescribeEffectivePolicy")
def describe_effective_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Return the effective policy of the caller's account, or of any account where the caller may read all of them."""
    kind = call.request["PolicyType"]
    target = call.request.get("TargetId") or call.account
    if target != call.account and not authority.is_reader(call.organization, call.account):
        raise errors.denied()
    found = effective_policy.of_target(call.organization, target, kind)
    return {
        "EffectivePolicy": {
            "PolicyContent": json.dumps(found.document, separators=(",", ":")),
            "LastUpdatedTimestamp": found.updated_at,
            "TargetId": target,
            "PolicyType": kind,
        }
    }


@operation("ListAccountsWithInvalidEffectivePolicy")
def list_accounts_with_invalid_effective_policy(call: OrganizationsCall) -> dict[str, Any]:
    """Return the accounts whose effective policy lacks a required member."""
    kind = call.request["PolicyType"]
    members = call.organization.accounts.values()
    found = [one for one in members if effective_policy.lacking(call.organization, one.id, kind)]
    return call.page("Accounts", found, lambda one: api_shapes.account(call.organization, one, call.now)) | {
        "PolicyType": kind
    }


@operation("ListEffectivePolicyValidationErrors")
def list_effective_policy_validation_errors(call: OrganizationsCall) -> dict[str, Any]:
    """Return the required members that an account's effective policy lacks, with their paths."""
    account, kind = accounts.find(call.organization, call.request["AccountId"]).id, call.request["PolicyType"]
    found = effective_policy.effective(call.organization, account, kind)
    sources = [policy.id for policy in found.sources] if found is not None else []

    def view(path: str) -> dict[str, Any]:
        return {
            "ErrorCode": "KEY_REQUIRED",
            "ErrorMessage": f"The required element {path.rpartition('.')[2]} is missing.",
            "PathToError": path,
            "ContributingPolicies": sources,
        }

    place = [call.organization.id, *tree.path_to(call.organization, account)]
    return call.page(
        "EffectivePolicyValidationErrors", effective_policy.lacking(call.organization, account, kind), view
    ) | {
        "AccountId": account,
        "PolicyType": kind,
        "Path": "/".join(place) + "/",
        "EvaluationTimestamp": call.now,
    }
