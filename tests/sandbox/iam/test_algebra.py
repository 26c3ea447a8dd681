"""Properties of allow and deny that hold for any policies."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

ACTIONS = ("s3:GetObject", "s3:PutObject", "iam:PassRole", "sqs:SendMessage")
RESOURCES = ("arn:aws:s3:::a/1", "arn:aws:s3:::b/2", "*")
CONDITIONS: tuple[dict[str, Any], ...] = (
    {},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"StringNotEquals": {"aws:PrincipalTag/team": "a"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}},
    {"NumericLessThan": {"aws:MultiFactorAuthAge": "old"}},
)

statements = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(("Allow", "Deny")),
        "Action": st.lists(st.sampled_from((*ACTIONS, "s3:*", "*")), min_size=1, max_size=3),
        "Resource": st.lists(st.sampled_from((*RESOURCES, "arn:aws:s3:::a/*")), min_size=1, max_size=2),
        "Condition": st.sampled_from(CONDITIONS),
    }
)
documents = st.lists(
    st.lists(statements, min_size=1, max_size=4).map(lambda found: {"Version": "2012-10-17", "Statement": found}),
    min_size=1,
    max_size=3,
)
requests = st.builds(
    lambda action, resource, context: Request.of(
        "arn:aws:iam::111122223333:user/ann", action, resource, context=context
    ),
    st.sampled_from(ACTIONS),
    st.sampled_from(RESOURCES),
    st.fixed_dictionaries(
        {},
        optional={
            "aws:SecureTransport": st.booleans(),
            "aws:PrincipalTag/team": st.sampled_from("ab"),
            "aws:TagKeys": st.lists(st.sampled_from("abc"), max_size=2),
        },
    ),
)
FULL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def decision(
    request: Request, identity: list[Any], boundary: list[Any] | None = None, scp: list[Any] | None = None
) -> Decision:
    layers = Layers(
        identity=PolicySet.of(identity, Kind.IDENTITY),
        boundaries=(PolicySet.of(boundary, Kind.BOUNDARY),) if boundary else (),
        scps=(PolicySet.of(scp, Kind.SCP),) if scp else (),
    )
    return decide(request, layers).decision


@given(requests, documents, statements)
def test_adding_a_deny_never_allows_a_request(request: Request, identity: list[Any], more: dict[str, Any]):
    deny = {"Version": "2012-10-17", "Statement": [{**more, "Effect": "Deny"}]}
    if decision(request, identity) is not Decision.ALLOW:
        assert decision(request, [*identity, deny]) is not Decision.ALLOW


@given(requests, documents, documents, documents)
def test_removing_a_limiting_layer_never_denies_a_request(
    request: Request, identity: list[Any], boundary: list[Any], scp: list[Any]
):
    if decision(request, identity, boundary, scp) is Decision.ALLOW:
        assert decision(request, identity, boundary) is Decision.ALLOW
        assert decision(request, identity, None, scp) is Decision.ALLOW


@given(requests, documents, st.randoms(use_true_random=False))
def test_the_order_of_statements_and_policies_does_not_matter(
    request: Request, identity: list[Any], rng: random.Random
):
    shuffled = [
        {**document, "Statement": rng.sample(document["Statement"], len(document["Statement"]))}
        for document in identity
    ]
    rng.shuffle(shuffled)
    assert decision(request, shuffled) is decision(request, identity)


@given(requests, documents)
def test_a_layer_that_allows_everything_changes_nothing(request: Request, identity: list[Any]):
    assert decision(request, identity, [FULL], [FULL]) is decision(request, identity)
