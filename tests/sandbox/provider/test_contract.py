"""Every declared type, by its sample, compared with the SDK's class and run against the real engine."""

import importlib
import inspect
import re
import warnings
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from sandbox.provider.block import Block
from sandbox.provider.diff import differences
from sandbox.provider.properties import Input, Output
from sandbox.provider.registry import resource_types
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import ListOf, MapOf, ValueType
from sandbox.provider.values import UNKNOWN, Values, has_unknown
from tests.sandbox.needs.observed_calls import Observer, unlike
from tests.sandbox.provider.contract import SAMPLES, Provider, SampleEnv

DECLARED = resource_types()
every_type = pytest.mark.parametrize("token", sorted(DECLARED))
SOME = provider_pb2.DiffResponse.DIFF_SOME
# Their names are global: an account may request what another account owns.
GLOBAL_NAMES = ("s3", "sns", "sqs")
NONE = provider_pb2.DiffResponse.DIFF_NONE


def sdk_class(token: str) -> Any:
    """Return the SDK's class that registers this token."""
    service, rest = token.removeprefix("aws:").split("/", 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of types that keep an old name
        return getattr(importlib.import_module(f"pulumi_aws.{service}"), rest.split(":")[1])


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def sdk_inputs(token: str) -> tuple[set[str], set[str]]:
    """Return all inputs and the required inputs of the SDK's class, by their property names."""
    made = sdk_class(token)
    source = inspect.getsource(made._internal_init)
    names = set(inspect.signature(made._internal_init).parameters) - {"__self__", "resource_name", "opts", "__props__"}
    required = set(re.findall(r"Missing required property '(\w+)'", source))
    return {camel(name) for name in names}, {camel(name) for name in required}


def sdk_outputs(token: str) -> set[str]:
    """Return every output of the SDK's class, by its property name."""
    made = sdk_class(token)
    own = {name for name, value in vars(made).items() if isinstance(value, property)}
    return {camel(name) for name in own}


@every_type
def test_inputs_match_the_sdk(token: str):
    declared = DECLARED[token]
    inputs, required = sdk_inputs(token)
    assert set(declared.inputs()) <= inputs
    for name in required:
        assert name in declared.inputs(), f"{name} is required by the SDK"
        assert declared.inputs()[name].required, f"{name} is required by the SDK"
    for name, known in declared.inputs().items():
        if known.required:
            assert name in required, f"{name} is not required by the SDK"


@every_type
def test_nested_inputs_match_the_sdk(token: str):
    annotations = inspect.signature(sdk_class(token)._internal_init).parameters
    by_name = {camel(name): str(parameter.annotation) for name, parameter in annotations.items()}
    for name, known in DECLARED[token].inputs().items():
        _assert_nested(sdk_class(token).__module__, known.kind, by_name.get(name, ""), name)


def _assert_nested(module: str, kind: ValueType, annotation: str, path: str) -> None:
    inner = kind.of if isinstance(kind, (ListOf, MapOf)) else kind
    if not isinstance(inner, Block):
        return
    service = importlib.import_module(module.rsplit(".", 1)[0] + "._inputs")
    found = re.search(r"(\w+ArgsDict)", annotation)
    assert found, f"{path} is not a structure in the SDK: {annotation}"
    fields = {camel(name): str(hint) for name, hint in getattr(service, found[1]).__annotations__.items()}
    assert set(inner.fields) <= set(fields), path
    for name, hint in fields.items():
        if "NotRequired" not in hint:
            assert name in inner.fields, f"{path}.{name} is required by the SDK"
            assert inner.fields[name].required, f"{path}.{name} is required by the SDK"
    for name, nested in inner.fields.items():
        assert not (nested.required and "NotRequired" in fields[name]), f"{path}.{name} is not required by the SDK"
        _assert_nested(module, nested.kind, fields[name], f"{path}.{name}")


@every_type
def test_outputs_match_the_sdk(token: str):
    missing = sdk_outputs(token) - set(DECLARED[token].all_properties()) - sdk_inputs(token)[0]
    assert set(DECLARED[token].all_properties()) <= sdk_outputs(token)
    assert not missing, f"outputs that the SDK promises and the type lacks: {sorted(missing)}"


@every_type
def test_every_input_replaces_or_has_an_update(token: str):
    declared = DECLARED[token]
    updated = {name for names, _ in declared.updaters() for name in names}
    assert updated <= set(declared.inputs())
    for name, known in declared.inputs().items():
        assert known.replaces or known.unread or name in updated or name == "tags", f"nothing changes {name}"


@every_type
def test_tags_and_region_match_the_sdk(token: str):
    inputs, _ = sdk_inputs(token)
    assert DECLARED[token].tagged == ("tags" in inputs)
    assert DECLARED[token].regional == ("region" in inputs)


@every_type
def test_a_removed_name_is_generated_again_and_a_generated_name_is_kept(token: str, offline: Provider):
    urn = offline.urn(token)
    for name in (name for name, known in DECLARED[token].inputs().items() if known.named):
        before, _ = offline.check(urn, {name: "given"})
        made, _ = offline.check(urn, {}, before)
        assert made[name] != before[name]
        assert [each.path for each in differences(DECLARED[token], before, made) if each.property == name] == [name]
        assert offline.check(urn, {}, made)[0][name] == made[name]


@every_type
def test_has_a_sample(token: str):
    service = token.split(":")[1].split("/", maxsplit=1)[0]
    assert token in SAMPLES, f"write one in tests/sandbox/provider/samples/{service}.py"


@every_type
def test_refuses_an_input_that_it_does_not_handle(token: str, offline: Provider):
    _, failures = offline.check(offline.urn(token), {"noSuchProperty": "x"})
    assert "noSuchProperty" in failures


@dataclass(frozen=True)
class Deployed:
    """A deployed resource as in Pulumi's state."""

    urn: str
    identity: str
    state: Values
    inputs: Values


def without(values: Values, names: tuple[str, ...]) -> Values:
    return {name: value for name, value in values.items() if name not in names}


@pytest.mark.engine
@every_type
def test_supports_the_whole_lifecycle(token: str, env: SampleEnv, other_account: Provider, observer: Observer):
    """Create, refresh, import, update, replace, delete outside of Pulumi, delete a missing resource, and create
    again; the calls of each step are those that `sandbox iam needs` derives from its plan."""
    _run_lifecycle(token, env, other_account, observer)
    assert observer.steps
    assert [difference for step in observer.steps for difference in unlike(step)] == []


def _run_lifecycle(token: str, env: SampleEnv, other_account: Provider, observer: Observer) -> None:
    aws, declared, case = env.provider, DECLARED[token], SAMPLES[token](env)
    urn = aws.urn(token, "sample")
    inputs = aws.checked(urn, case.inputs)
    for name in case.inputs:
        _plans_without(aws, urn, inputs, name)
    planned_id, planned = aws.create(urn, inputs, preview=True)
    identity, state = aws.create(urn, inputs)
    assert identity
    _planned_as_real(declared, planned_id, planned, state)

    found_id, found, found_inputs = aws.read(urn, identity, state, inputs)
    assert (found_id, found) == (identity, state)
    assert found_inputs == inputs
    assert aws.diff(urn, identity, found, found_inputs, inputs).changes == NONE

    _assert_not_in_other_account(other_account, urn, identity)

    _, imported, imported_inputs = aws.read(urn, identity, {}, {})
    unread = tuple(name for name, known in declared.inputs().items() if known.unread)
    assert without(imported, unread) == without(state, unread)
    assert aws.diff(urn, identity, imported, imported_inputs, inputs).changes == NONE or unread

    it = Deployed(urn, identity, state, inputs)
    wanted = {**case.inputs, **(case.change or {})}
    if case.change is not None:
        it = _updated(aws, it, wanted)
    if declared.tagged:
        it = _updated(aws, it, {**wanted, "tags": {"x": "y"}})
        assert it.state["tagsAll"] == {"owner": "contract", "x": "y"}
    if case.replace is not None:
        it = _replaced(aws, it, {**wanted, **case.replace, **case.along}, set(case.replace))
    if case.vanish is None:
        aws.delete(urn, it.identity, it.state)
    else:
        case.vanish(it.identity)
    if case.not_repeatable:
        return
    gone_id, _, left = aws.read(urn, it.identity, it.state, it.inputs)
    if case.lingers:
        assert aws.diff(urn, it.identity, it.state, left, it.inputs).changes == SOME
    else:
        assert not gone_id, "it is still there after Delete"
        with observer.paused():  # a plan cannot know that it is gone
            aws.delete(urn, it.identity, it.state)
    inputs = aws.checked(urn, {**case.inputs, **(case.again or {})})
    again, state = aws.create(urn, inputs)
    assert aws.read(urn, again, state, inputs)[1] == state
    aws.delete(urn, again, state)


def _assert_not_in_other_account(other_account: Provider, urn: str, identity: str) -> None:
    """Assert that a resource of another account is not found, without another error."""
    if DECLARED[urn.split("::")[-2]].service in GLOBAL_NAMES:
        identity += "-never"
    try:
        assert not other_account.read(urn, identity, {}, {})[0], "it is found in another account"
    except grpc.RpcError as refused:
        assert "AccessDenied" in refused.details()  # noqa: PT017 - AWS may also report another owner


def _replaced(aws: Provider, it: Deployed, wanted: Values, why: set[str]) -> Deployed:
    """Replace as Pulumi does: create before delete, or after it where the provider demands it."""
    diff = aws.diff(it.urn, it.identity, it.state, it.inputs, aws.checked(it.urn, wanted, it.inputs))
    assert set(diff.replaces) == why
    new = aws.checked(it.urn, wanted)
    aws.create(it.urn, new, preview=True)
    if diff.deleteBeforeReplace:
        aws.delete(it.urn, it.identity, it.state)
    identity, state = aws.create(it.urn, new)
    if not diff.deleteBeforeReplace:
        assert identity != it.identity, "two cannot exist side by side: the first must be deleted first"
        aws.delete(it.urn, it.identity, it.state)
    found_id, found, found_inputs = aws.read(it.urn, identity, state, new)
    assert (found_id, found) == (identity, state)
    assert found_inputs == new
    assert aws.diff(it.urn, identity, found, found_inputs, new).changes == NONE
    every = DECLARED[it.urn.split("::")[-2]].all_properties()
    assert all(every[name].kind.same(state.get(name), new.get(name)) for name in why)
    return Deployed(it.urn, identity, state, new)


def _updated(aws: Provider, it: Deployed, wanted: Values) -> Deployed:
    new = aws.checked(it.urn, wanted, it.inputs)
    diff = aws.diff(it.urn, it.identity, it.state, it.inputs, new)
    assert diff.changes == SOME
    assert not diff.replaces
    aws.update(it.urn, it.identity, it.state, it.inputs, new, preview=True)
    after = aws.update(it.urn, it.identity, it.state, it.inputs, new)
    _, found, found_inputs = aws.read(it.urn, it.identity, after, new)
    assert found == after
    assert found_inputs == new
    assert aws.diff(it.urn, it.identity, found, found_inputs, new).changes == NONE
    every = DECLARED[it.urn.split("::")[-2]].all_properties()
    assert all(every[name].kind.same(after.get(name), new.get(name)) for name in diff.diffs)
    return Deployed(it.urn, it.identity, after, new)


def _plans_without(aws: Provider, urn: str, inputs: Values, name: str) -> None:
    """Assert that outputs that depend on an unknown input are unknown, and contain no placeholder."""
    unknown = aws.checked(urn, {**inputs, name: UNKNOWN})
    identity, planned = aws.create(urn, unknown, preview=True)
    assert repr(UNKNOWN) not in identity
    assert not [key for key, value in planned.items() if isinstance(value, str) and repr(UNKNOWN) in value]


def _planned_as_real(declared: ResourceType, planned_id: str, planned: Values, state: Values) -> None:
    """Assert that a plan has the types and known values of the real resource, and marks the rest as unknown."""
    for name, value in state.items():
        known = declared.all_properties()[name]
        if isinstance(known, Output) or known.computed:
            assert name in planned, f"a preview lacks {name}"
        if not has_unknown(planned.get(name)):
            assert type(planned.get(name)) is type(value), name
        elif isinstance(known, Input):
            assert known.computed
    assert UNKNOWN not in (planned_id, planned.get("arn", ""))
    assert planned_id
