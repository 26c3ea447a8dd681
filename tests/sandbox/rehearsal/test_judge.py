"""A judged event has the result that it has with every value of the keys that are not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.iam import Evaluator, Layer, Policy, Snapshot
from sandbox.rehearsal.judge import Judge, JudgedRequest
from sandbox.rehearsal.outcome import Effect
from sandbox.rehearsal.reasons import Reason
from tests.sandbox.rehearsal.recorded import ACCOUNT, ROLE, allow, deny, document, organization

KEY = "aws:referer"
VALUES = (None, "x", "y", "z")
"""What the key may have been; None where the request lacked it."""
OBJECT = "arn:aws:s3:::pictures/a.png"

conditions = st.sampled_from(
    (
        {},
        {"StringEquals": {KEY: "x"}},
        {"StringNotEquals": {KEY: ["x", "y"]}},
        {"StringEqualsIfExists": {KEY: "y"}},
        {"Null": {KEY: "true"}},
        {"ForAllValues:StringEquals": {KEY: "z"}},
        {"StringEquals": {"aws:PrincipalAccount": ACCOUNT, KEY: "x"}},
        {"StringEquals": {"aws:UserAgent": "${aws:Referer}"}},
        {"StringEquals": {"aws:PrincipalAccount": "222222222222"}},
    )
)
resources = st.sampled_from(
    ("*", "arn:aws:s3:::pictures/*", "arn:aws:s3:::other/*", "arn:aws:s3:::pictures/${aws:Referer}*")
)
effects = st.sampled_from((allow, deny))


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    make = draw(effects)
    action = draw(st.sampled_from(("s3:GetObject", "s3:*", "sqs:*")))
    made: dict[str, Any] = make(action, resource=draw(resources), Condition=draw(conditions))
    return made


policies = st.lists(statements(), min_size=1, max_size=3).map(lambda listed: document(*listed))
kept = st.lists(statements(), max_size=2)


def request(unknown: bool = True) -> JudgedRequest:
    return JudgedRequest(
        ROLE, ACCOUNT, "s3:GetObject", OBJECT, {"aws:useragent": "x"}, frozenset((KEY,)) if unknown else frozenset()
    )


def allowed(snapshot: Snapshot, value: str | None) -> bool:
    context = {"aws:useragent": "x"} | ({KEY: value} if value else {})
    return Evaluator(snapshot).decide(ROLE, "s3:GetObject", OBJECT, context).allowed


def changed(before: Any, after: Any, common: Any, where: str) -> tuple[Snapshot, Snapshot]:
    made: list[Snapshot] = []
    for one in (before, after):
        policy = document(*one["Statement"], *common)
        made.append(organization(**{where: policy}))
    return made[0], made[1]


@settings(max_examples=100)
@given(policies, policies, kept, st.sampled_from(("scp", "boundary", "identity")))
def test_a_call_that_aws_allowed_has_one_result_for_every_value(before: Any, after: Any, common: Any, where: str):
    old, new = changed(before, after, common, where)
    found = Judge(old, new).allowed([request()])
    possible = [value for value in VALUES if allowed(old, value)]
    results = {allowed(new, value) for value in possible}
    if found.effect is Effect.UNCHANGED:
        assert results <= {True}
    elif found.effect is Effect.DENIED:
        assert results <= {False}
    else:
        assert found.reason in (Reason.MISSING_KEYS, Reason.DENIED_BEFORE)


@settings(max_examples=100)
@given(policies, policies, kept, st.sampled_from(("scp", "boundary", "identity")))
def test_a_call_that_aws_denied_has_one_result_for_every_value(before: Any, after: Any, common: Any, where: str):
    old, new = changed(before, after, common, where)
    found = Judge(old, new).denied([request()])
    results = {allowed(new, value) for value in VALUES}
    if found.effect is Effect.ALLOWED:
        assert results == {True}
    elif found.effect is Effect.STILL_DENIED:
        assert results == {False}
    else:
        assert found.reason in (Reason.MISSING_KEYS, Reason.ALLOWED_BEFORE)


def test_keys_that_do_not_matter_leave_most_calls_judged():
    judged = 0
    for condition in ({"StringEquals": {KEY: "x"}}, {"Null": {KEY: "true"}}, {"StringNotEquals": {KEY: "x"}}):
        common = deny("s3:GetObject", Condition=condition)
        old = organization(scp=document(common))
        new = organization(scp=document(common, deny("s3:GetObject", resource="arn:aws:s3:::pictures/*")))
        found = Judge(old, new).allowed([request()])
        judged += found.effect is Effect.DENIED
    assert judged == 3


def test_a_deny_of_a_policy_that_moves_is_not_known_to_have_matched():
    policy = Policy("rail", document(deny("s3:*", Condition={"StringEquals": {KEY: "x"}})))
    plain = organization()
    root, unit = plain.nodes["r-1"], plain.nodes[ACCOUNT]
    nodes = dict(plain.nodes)
    old = _with_nodes(plain, nodes | {"r-1": _with_scp(root, policy)})
    new = _with_nodes(plain, nodes | {ACCOUNT: _with_scp(unit, policy)})
    found = Judge(old, new).allowed([request()])
    assert (found.effect, found.reason) == (Effect.UNJUDGED, Reason.MISSING_KEYS)


def test_several_permissions_are_needed():
    old = organization()
    new = organization(scp=document(deny("s3:PutObject")))
    put = JudgedRequest(ROLE, ACCOUNT, "s3:PutObject", OBJECT, {}, frozenset())
    found = Judge(old, new).allowed([request(unknown=False), put])
    assert (found.effect, found.place) == (Effect.DENIED, 1)
    assert found.deciding is not None
    assert found.deciding.layer is Layer.SCP


def _with_scp(node: Any, policy: Policy) -> Any:
    return replace(node, scps=(*node.scps, policy))


def _with_nodes(snapshot: Snapshot, nodes: Any) -> Snapshot:
    return replace(snapshot, nodes=nodes)


def test_a_variable_that_a_new_version_resolves_is_a_change():
    statement = deny("s3:GetObject", resource="arn:aws:s3:::${aws:PrincipalAccount}/*")
    old = organization(scp={"Version": "2008-10-17", "Statement": [statement]})
    new = organization(scp=document(statement))
    own = JudgedRequest(ROLE, ACCOUNT, "s3:GetObject", f"arn:aws:s3:::{ACCOUNT}/a", {}, frozenset())
    assert Judge(old, new).allowed([own]).effect is Effect.DENIED
