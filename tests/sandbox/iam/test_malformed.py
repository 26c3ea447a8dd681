"""Malformed documents in every layer: a Deny in them is never skipped, an Allow in them never allows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam.decide_protocol import answer

QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders"
ANN = "arn:aws:iam::111122223333:user/ann"
FULL: dict[str, Any] = {"Effect": "Allow", "Action": "*", "Resource": "*"}
LAYERS_WITH_PRINCIPAL = ("resource_policy", "rcps", "endpoint")
DEPTH = {"identity": 1, "boundaries": 1, "session": 0, "resource_policy": 0, "scps": 2, "rcps": 2, "endpoint": 1}
"""How many lists a layer's documents are nested in."""

HOMOGLYPHS = {"s": "\u017f", "a": "\u0430", "e": "\u0435", "q": "\uff51", "S": "\u0405", ":": "\uff1a"}
WRONG_TYPES: tuple[Any, ...] = (None, 5, 1.5, True, {}, {"a": 1}, "", [""], [["*"]], [None], ["*", 5])
EFFECTS: tuple[Any, ...] = (*WRONG_TYPES, [], "ALLOW", "deny", ["Deny"], "Permit")
CONDITIONS: tuple[Any, ...] = (None, 5, True, "", [], "x", [{}])
SIDS: tuple[Any, ...] = (None, 5, [], {})
VERSIONS: tuple[Any, ...] = (None, 2012, "2012-10-18", "", ["2012-10-17"], {})
STATEMENT_LISTS: tuple[Any, ...] = (None, [], 5, "x", True, [None], [[FULL]], [5])
STATEMENTS: dict[str, dict[str, Any]] = {
    **{f"Action {value!r}": {"Action": value} for value in WRONG_TYPES},
    **{f"Resource {value!r}": {"Resource": value} for value in WRONG_TYPES},
    **{f"Effect {value!r}": {"Effect": value} for value in EFFECTS},
    **{f"Condition {value!r}": {"Condition": value} for value in CONDITIONS},
    **{f"Sid {value!r}": {"Sid": value} for value in SIDS},
    **{
        f"Action {text}": {"Action": text}
        for text in ("SendMessage", "s*:SendMessage", "sqs:", ":SendMessage", "sqs:Send Message", "sqs::*", "**", "?")
    },
    **{
        f"Action with {other!r}": {"Action": "sqs:SendMessage".replace(one, other)} for one, other in HOMOGLYPHS.items()
    },
    **{
        f"Resource {text}": {"Resource": text}
        for text in ("orders", "*orders", "ARN:aws:sqs:::orders", "${aws:username")
    },
    **{
        f"Condition {operator} {wanted!r}": {"Condition": {operator: wanted}}
        for operator, wanted in (
            ("StringEquals", None),
            ("StringEquals", []),
            ("StringEquals", "aws:SourceVpc"),
            ("StringEquals", {"aws:SourceVpc": None}),
            ("StringEquals", {"aws:SourceVpc": {"a": "b"}}),
            ("StringEquals", {"aws:SourceVpc": [["vpc-1"]]}),
            ("StringEquals", {"SourceVpc": "vpc-1"}),
            ("StringEquals", {"aws:\u017fourceVpc": "vpc-1"}),
            ("StringEquals", {"aws:SourceVpc": "x", "aws:sourcevpc": "vpc-1"}),
            ("stringEquals", {"aws:SourceVpc": "vpc-1"}),
            ("ForSomeValues:StringEquals", {"aws:SourceVpc": "vpc-1"}),
            ("ForAllValues:ForAnyValue:StringEquals", {"aws:SourceVpc": "vpc-1"}),
            ("StringEqualsIfExistsIfExists", {"aws:SourceVpc": "vpc-1"}),
            ("Bool", {"aws:SecureTransport": "yes"}),
            ("Bool", {"aws:SecureTransport": 1}),
            ("Null", {"aws:SourceVpc": "none"}),
            ("NumericLessThan", {"s3:max-keys": "ten"}),
            ("NumericLessThan", {"s3:max-keys": "NaN"}),
            ("NumericLessThan", {"s3:max-keys": True}),
            ("DateLessThan", {"aws:CurrentTime": "2026-13-01"}),
            ("IpAddress", {"aws:SourceIp": "10.0.0.0/33"}),
            ("IpAddress", {"aws:SourceIp": "10.0.0.0/0.255.255.255"}),
            ("ArnLike", {"aws:SourceArn": "role/x"}),
            ("BinaryEquals", {"x:key": "not base64!"}),
        )
    },
    "an unknown element": {"Conditions": {}},
    "an element in another case": {"condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}},
    "Action and NotAction": {"NotAction": "iam:*"},
    "Resource and NotResource": {"NotResource": "arn:aws:s3:::x"},
}
DOCUMENTS: dict[str, Any] = {
    **{f"Version {value!r}": {"Version": value} for value in VERSIONS},
    **{f"Statement {value!r}": {"Statement": value} for value in STATEMENT_LISTS},
    "an unknown element": {"Statements": []},
}
PRINCIPALS: tuple[Any, ...] = (
    *(None, 5, [], "", "ann", ["*"], {"AWS": None}, {"AWS": 5}, {"AWS": [["*"]]}, {"AWS": {"a": "b"}}, {"aws": ANN}),
    *({"AWS": "111122223333*"}, {"AWS": "11112222333"}, {"AWS": "arn:aws:iam::*:root"}, {"AWS": f"{ANN[:-1]}?"}),
    *({"AWS": "arn:aws:iam::111122223333:user"}, {"AWS": "\u0661" * 12}, {"Service": "*"}, {"User": ANN}),
    *({"AWS": ["*", "ann"]}, {"AWS": "arn:aws:iam::111122223333:group/all"}, {"Service": "sqs"}, {"Federated": ANN}),
    *({"CanonicalUser": ANN}, {"CanonicalUser": "ann"}, {"Service": ANN}, {"Federated": "*"}),
)


def decision_with(layer: str, statements: list[Any], **more: Any) -> str:
    """Return the decision with these statements in a layer, while every other required layer allows everything."""
    document: Any = {"Version": "2012-10-17", "Statement": statements, **more}
    for _ in range(DEPTH[layer]):
        document = [document]
    whole = {"Version": "2012-10-17", "Statement": [FULL]}
    request = {
        "principal": ANN,
        "action": "sqs:SendMessage",
        "resource": QUEUE,
        "context": {"aws:SourceVpc": "vpc-1", "aws:SecureTransport": True},
        "identity": [] if layer == "resource_policy" else [whole],
    }
    found = answer(json.dumps({**request, layer: document}))
    return str(found["decision"])


def with_principal(layer: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {"Principal": "*", **statement} if layer in LAYERS_WITH_PRINCIPAL else statement


@pytest.mark.parametrize("layer", DEPTH)
@pytest.mark.parametrize("mangled", STATEMENTS)
def test_a_malformed_deny_is_never_skipped(layer: str, mangled: str):
    deny = with_principal(layer, {**FULL, "Effect": "Deny", "Action": "sqs:*", **STATEMENTS[mangled]})
    assert decision_with(layer, [with_principal(layer, FULL), deny]) in ("not_evaluable", "explicit_deny")


@pytest.mark.parametrize("layer", [layer for layer in DEPTH if layer != "rcps"])
@pytest.mark.parametrize("mangled", STATEMENTS)
def test_a_malformed_allow_never_allows(layer: str, mangled: str):
    assert decision_with(layer, [with_principal(layer, {**FULL, **STATEMENTS[mangled]})]) == "not_evaluable"


@pytest.mark.parametrize("layer", DEPTH)
@pytest.mark.parametrize("mangled", DOCUMENTS)
def test_a_malformed_document_never_allows(layer: str, mangled: str):
    assert decision_with(layer, [with_principal(layer, FULL)], **DOCUMENTS[mangled]) == "not_evaluable"


@pytest.mark.parametrize("layer", LAYERS_WITH_PRINCIPAL)
@pytest.mark.parametrize("principal", PRINCIPALS, ids=repr)
def test_a_statement_with_a_malformed_principal_is_not_evaluable(layer: str, principal: Any):
    deny = {**FULL, "Effect": "Deny", "Action": "sqs:*", "Principal": principal}
    assert decision_with(layer, [with_principal(layer, FULL), deny]) == "not_evaluable"
    if layer != "rcps":
        assert decision_with(layer, [{**FULL, "Principal": principal}]) == "not_evaluable"


@given(
    st.sampled_from(tuple(DEPTH)),
    st.lists(st.sampled_from(tuple(STATEMENTS)), min_size=2, max_size=4),
    st.sampled_from(("Allow", "Deny")),
)
def test_a_statement_with_several_errors_never_allows(layer: str, mangled: list[str], effect: str):
    statement: dict[str, Any] = {**FULL, "Effect": effect, "Action": "sqs:*"}
    for name in mangled:
        statement |= STATEMENTS[name]
    assert decision_with(layer, [with_principal(layer, FULL), with_principal(layer, statement)]) in (
        "not_evaluable",
        "explicit_deny",
    )


@given(st.randoms(use_true_random=False), st.sampled_from(("Allow", "Deny")), st.sampled_from(("vpc-1", "vpc-2")))
def test_actions_and_key_names_are_case_insensitive(rng: Any, effect: str, vpc: str):
    def random_case(text: str) -> str:
        return "".join(rng.choice((one.lower(), one.upper())) for one in text)

    def decision(action: str, wanted: str, key: str) -> str:
        statement = {**FULL, "Effect": effect, "Action": wanted, "Condition": {"StringEquals": {key: "vpc-1"}}}
        request = {
            "principal": ANN,
            "action": action,
            "resource": QUEUE,
            "context": {random_case("aws:SourceVpc"): vpc},
            "identity": [{"Version": "2012-10-17", "Statement": [statement, *([FULL] if effect == "Deny" else [])]}],
        }
        return str(answer(json.dumps(request))["decision"])

    plain = decision("sqs:SendMessage", "sqs:Send*", "aws:SourceVpc")
    assert decision(random_case("sqs:SendMessage"), random_case("sqs:Send*"), random_case("aws:SourceVpc")) == plain


@pytest.mark.parametrize(
    "action", ["s3:*", "s3:Get?bject", "s3:", ":x", "GetObject", "\u017f3:GetObject", "\u212ams:Decrypt", "s3:a b", "*"]
)
def test_an_action_with_a_wildcard_or_without_a_service_is_refused(action: str):
    request = {"principal": ANN, "action": action, "identity": [{"Version": "2012-10-17", "Statement": [FULL]}]}
    assert "action" in answer(json.dumps(request))["error"]


@pytest.mark.parametrize(
    "principal",
    [
        "arn:aws:iam:::root",
        "arn:aws:iam::1:root",
        "arn:aws:iam::\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661:root",
        "arn:aws:iam::111122223333:group/all",
        "arn:aws:sts::111122223333:assumed-role/dev",
        "arn:aws:sts::111122223333:assumed-role//ann",
        "arn:aws:sts::111122223333:assumed-role/dev/",
    ],
)
def test_an_invalid_principal_arn_is_refused(principal: str):
    request = {"principal": principal, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x"}
    assert "error" in answer(json.dumps(request))
