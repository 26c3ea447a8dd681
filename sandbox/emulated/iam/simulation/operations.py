"""SimulatePrincipalPolicy, SimulateCustomPolicy, and the condition keys that policies read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.iam.paging import PAGING
from sandbox.emulated.iam.simulation.context_entries import context_of
from sandbox.emulated.iam.simulation.inputs import (
    account_of,
    input_policies,
    input_policy,
    invalid,
    policies_of,
    principal,
)
from sandbox.emulated.iam.simulation.results import evaluation_result
from sandbox.emulated.iam.simulation.scenario import Scenario
from sandbox.emulated.operation import operation
from sandbox.emulated.policies import principals
from sandbox.emulated.policies.account_evaluators import of_accounts
from sandbox.emulated.policies.written_policy import WrittenPolicy, boundary_of
from sandbox.emulated.service_call import Call
from sandbox.iam import Kind, Snapshot
from sandbox.iam.arn import Arn
from sandbox.iam.context_keys import context_keys

_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9]+")


@operation("SimulateCustomPolicy")
def simulate_custom_policy(call: Call) -> dict[str, Any]:
    """Evaluate the given policies."""
    account, caller = _caller(call, None)
    return _simulate(call, _scenario(call, account, caller, _given_policies(call), boundary=_given_boundary(call)))


@operation("SimulatePrincipalPolicy")
def simulate_principal_policy(call: Call) -> dict[str, Any]:
    """Evaluate the policies of a user, group or role and those given beside them."""
    source = str(call.request["PolicySourceArn"])
    kind, entity = principal(call, source)
    account, caller = _caller(call, source if kind != "group" else None)
    if call.request.get("ResourcePolicy") and not call.request.get("CallerArn") and kind != "user":
        raise invalid("CallerArn is required where ResourcePolicy is given and PolicySourceArn is not a user's.")
    boundary = _given_boundary(call)
    if boundary is None and kind != "group":
        boundary = boundary_of(iam_backends[call.account][call.partition], entity)
    identity = (*policies_of(call, kind, entity), *_given_policies(call))
    snapshot = of_accounts((account,)).snapshot
    return _simulate(call, _scenario(call, account, caller, identity, boundary=boundary, snapshot=snapshot))


@operation("GetContextKeysForCustomPolicy")
def get_context_keys_for_custom_policy(call: Call) -> dict[str, Any]:
    """Return the condition keys that the given policies read."""
    return _keys(_given_policies(call))


@operation("GetContextKeysForPrincipalPolicy")
def get_context_keys_for_principal_policy(call: Call) -> dict[str, Any]:
    """Return the condition keys that the policies of an entity and those given beside them read."""
    kind, entity = principal(call, str(call.request["PolicySourceArn"]))
    return _keys((*policies_of(call, kind, entity), *_given_policies(call)))


def _keys(policies: tuple[WrittenPolicy, ...]) -> dict[str, Any]:
    return {"ContextKeyNames": list(context_keys(one.policy.document for one in policies))}


def _scenario(
    call: Call,
    account: str,
    caller: str | None,
    identity: tuple[WrittenPolicy, ...],
    *,
    boundary: WrittenPolicy | None,
    snapshot: Snapshot | None = None,
) -> Scenario:
    request = call.request
    text = request.get("ResourcePolicy")
    owner = request.get("ResourceOwner")
    given = context_of(request.get("ContextEntries") or ())
    named = {key.lower() for key in given}
    now = {} if {"aws:currenttime", "aws:epochtime"} & named else {"aws:CurrentTime": call.now.isoformat()}
    return Scenario(
        partition=call.partition,
        account=account,
        caller=caller,
        identity=identity,
        boundary=boundary,
        resource=input_policy("ResourcePolicy", text, Kind.RESOURCE) if text else None,
        owner=account_of(owner, "ResourceOwner") if owner else None,
        context=now | given,
        snapshot=snapshot or Snapshot("simulation"),
        known=_known(caller, account, call.partition),
    )


def _known(caller: str | None, account: str, partition: str) -> Any:
    if caller is None or account not in iam_backends:
        return None
    return principals.user(account, partition, caller) or principals.role(account, partition, caller)


def _caller(call: Call, source: str | None) -> tuple[str, str | None]:
    """Return account and ARN of the simulated caller: the user that the request names, else the policies' entity."""
    given = call.request.get("CallerArn")
    if not given:
        return call.account, source
    arn = Arn.parse(given)
    if arn is None or arn.service != "iam" or not arn.resource.startswith("user/"):
        raise invalid(f"CallerArn {given} is not the ARN of an IAM user.")
    return account_of(given, "CallerArn"), str(given)


def _given_policies(call: Call) -> tuple[WrittenPolicy, ...]:
    return input_policies("PolicyInputList", call.request.get("PolicyInputList"), Kind.IDENTITY)


def _given_boundary(call: Call) -> WrittenPolicy | None:
    given = call.request.get("PermissionsBoundaryPolicyInputList")
    found = input_policies("PermissionsBoundaryPolicyInputList", given, Kind.BOUNDARY)
    if len(found) > 1:
        raise invalid("PermissionsBoundaryPolicyInputList has one policy at most.")
    return found[0] if found else None


def _simulate(call: Call, scenario: Scenario) -> dict[str, Any]:
    if option := call.request.get("ResourceHandlingOption"):
        raise NotEmulatedError(call.service, call.operation, f"with ResourceHandlingOption {option}")
    actions = list(call.request.get("ActionNames") or ())
    for action in actions:
        if not _ACTION.fullmatch(action):
            raise invalid(f"Invalid action name {action}: write service:Action, without wildcards.")
    resources = list(call.request.get("ResourceArns") or ("*",))
    pairs = [(action, resource) for action in actions for resource in resources]

    def view(pair: tuple[str, str]) -> Mapping[str, Any]:
        return evaluation_result(scenario, *pair)

    response = call.page("EvaluationResults", pairs, view, paging=PAGING)
    return {"IsTruncated": "Marker" in response, **response}
