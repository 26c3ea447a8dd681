"""Generated names of resources whose program gives none."""

from typing import ClassVar

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime.proto import provider_pb2, status_pb2

from sandbox.provider.input_check import check
from sandbox.provider.naming import MADE, is_made, still_listed
from sandbox.provider.planning import Place
from sandbox.provider.properties import Input
from sandbox.provider.protobuf_values import from_struct
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import UNKNOWN, Values
from tests.sandbox.provider.contract import Provider, SampleEnv
from tests.sandbox.provider.declared_type import DeclaredType
from tests.sandbox.provider.samples.iam import TRUST

HOME = Place("123456789012", "us-east-1")
URN = "urn:pulumi:dev::causeway::aws:test/queue:Queue::orders"


class Queue(DeclaredType):
    """A resource type for these tests."""

    token = "aws:test/queue:Queue"
    service = "sqs"
    identity = "{name}"
    regional = False
    properties: ClassVar = {
        "name": Input(Text(), "Name", named=20, suffix=("fifo", ".fifo"), prefix="namePrefix", replaces=True),
        "namePrefix": Input(Text(), replaces=True, unread=True),
        "fifo": Input(Flag()),
    }


def checked(
    inputs: Values, old: Values | None = None, *, taken: frozenset[str] = frozenset(), urn: str = URN
) -> Values:
    return check(Queue(), urn, inputs, old or {}, place=HOME, default_tags={}, taken=taken).inputs


def test_a_generated_name_is_deterministic_and_listed():
    made = checked({})
    assert made == checked({})
    assert made["name"].startswith("orders-")
    assert made[MADE] == ["name"]


def test_a_given_name_is_not_listed():
    assert checked({"name": "mine"}) == {"name": "mine", MADE: []}


def test_a_generated_name_is_kept_when_the_resource_is_renamed():
    made = checked({})
    assert checked({}, made) == made
    assert checked({}, made, urn=f"{URN}-renamed") == made


def test_a_removed_name_is_replaced_by_a_generated_one():
    wanted = checked({}, checked({"name": "mine"}))
    assert wanted == checked({})
    assert checked({}, wanted) == wanted


def test_a_generated_name_that_the_program_gives_becomes_a_given_one():
    made = checked({})
    given_now = checked({"name": made["name"]}, made)
    assert given_now == {"name": made["name"], MADE: []}


def test_a_name_in_a_state_without_the_list_is_a_generated_one():
    assert checked({}, {"name": "orders-old"}) == {"name": "orders-old", MADE: ["name"]}
    assert is_made("name", {"name": "orders-old"})


def test_a_list_given_by_the_program_is_ignored():
    assert checked({"name": "mine", MADE: ["name"]}) == {"name": "mine", MADE: []}


def test_a_replacement_has_a_different_name():
    first = checked({})["name"]
    second = checked({}, taken=frozenset({first}))["name"]
    assert second != first
    assert checked({}, taken=frozenset({second}))["name"] == first


@given(st.text(min_size=1, max_size=40), st.booleans())
def test_a_generated_name_has_at_most_the_maximum_length(name: str, fifo: bool):
    made = checked({"fifo": fifo}, urn=f"urn:pulumi:dev::causeway::aws:test/queue:Queue::{name}")["name"]
    assert len(made) <= 20
    assert made.endswith(".fifo") == fifo


@pytest.mark.parametrize(("prefix", "start"), [("jobs-", "jobs-"), (UNKNOWN, None)])
def test_a_generated_name_starts_with_the_prefix(prefix: object, start: str | None):
    name = checked({"namePrefix": prefix})["name"]
    assert name is UNKNOWN if start is None else name.startswith(start)


def test_a_changed_prefix_generates_a_new_name_and_the_same_prefix_keeps_it():
    made = checked({"namePrefix": "jobs-"})
    assert checked({"namePrefix": "jobs-"}, made) == made
    assert checked({"namePrefix": "work-"}, made)["name"].startswith("work-")


def test_a_refresh_keeps_the_list_without_names_changed_outside_of_pulumi():
    made = checked({})
    assert still_listed(Queue(), made, made, imported=False) == {MADE: ["name"]}
    assert still_listed(Queue(), made, {"name": "theirs"}, imported=False) == {MADE: []}
    assert still_listed(Queue(), {"name": "x"}, {"name": "x"}, imported=False) == {}
    assert still_listed(Queue(), {}, {"name": "x"}, imported=True) == {MADE: []}


ROLE = "aws:iam/role:Role"
USER = "aws:iam/user:User"


@pytest.mark.engine
def test_a_role_without_its_former_name_is_replaced_before_the_deletion(aws: Provider):
    urn = aws.urn(ROLE)
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST})
    identity, state = aws.create(urn, inputs)
    assert MADE not in state
    wanted = aws.checked(urn, {"assumeRolePolicy": TRUST}, inputs)
    diff = aws.diff(urn, identity, state, inputs, wanted)
    assert list(diff.replaces) == ["name"]
    assert not diff.deleteBeforeReplace
    again = aws.checked(urn, {"assumeRolePolicy": TRUST})
    made, after = aws.create(urn, again)
    assert made == wanted["name"]
    aws.delete(urn, identity, state)
    assert aws.read(urn, made, after, again) == (made, after, again)
    assert not aws.diff(urn, made, after, again, aws.checked(urn, {"assumeRolePolicy": TRUST}, again)).diffs


@pytest.mark.engine
def test_a_user_without_its_former_name_is_renamed(aws: Provider, env: SampleEnv):
    urn = aws.urn(USER)
    inputs = aws.checked(urn, {"name": "anna"})
    identity, state = aws.create(urn, inputs)
    wanted = aws.checked(urn, {}, inputs)
    diff = aws.diff(urn, identity, state, inputs, wanted)
    assert (list(diff.diffs), list(diff.replaces)) == (["name"], [])
    assert aws.update(urn, identity, state, inputs, wanted)["name"] == wanted["name"]
    assert [user["UserName"] for user in env.api("iam")("ListUsers")["Users"]] == [wanted["name"]]


@pytest.mark.engine
def test_an_imported_name_is_a_given_name(aws: Provider):
    urn = aws.urn(ROLE)
    made = aws.checked(urn, {"assumeRolePolicy": TRUST})
    identity, _ = aws.create(urn, made)
    _, state, imported = aws.read(urn, identity, {}, {})
    assert imported[MADE] == []
    named = aws.checked(urn, {"name": identity, "assumeRolePolicy": TRUST}, imported)
    assert not aws.diff(urn, identity, state, imported, named).replaces


@pytest.mark.engine
def test_a_partly_created_resource_keeps_its_generated_name(aws: Provider):
    urn = aws.urn("aws:iam/instanceProfile:InstanceProfile")
    inputs = aws.checked(urn, {"role": "later"})
    with pytest.raises(grpc.RpcError, match="NoSuchEntity") as caught:
        aws.create(urn, inputs)
    status = status_pb2.Status.FromString(dict(caught.value.trailing_metadata())["grpc-status-details-bin"])
    kept = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(kept)
    left = from_struct(kept.inputs)
    assert (left["name"], left[MADE]) == (inputs["name"], ["name"])
