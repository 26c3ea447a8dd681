"""The checks of documents: cases with a known answer, and soundness against requests that are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.access.document_checks import CheckedDocument, access_not_granted, no_new_access, no_public_access
from sandbox.iam.glob import fold, parse_glob
from sandbox.iam.request import Request
from tests.sandbox.access.document_checks.check_documents import allow, deny, identity, resource

HOME = "arn:aws:s3:::home"
EVERYONE = {"Principal": "*"}


def org(name: str, operator: str = "StringEquals") -> dict[str, Any]:
    return {"Condition": {operator: {"aws:PrincipalOrgID": name}}}


@pytest.mark.parametrize(
    ("existing", "new", "granting"),
    [
        (identity(allow("s3:*")), identity(allow("s3:GetObject")), []),
        (identity(allow(["s3:GetObject"])), identity(allow(["s3:GetObject", "s3:GetObjectAcl"])), [0]),
        (identity(allow("s3:*")), identity(allow("*"), deny("iam:*")), [0]),
        (identity(allow("*"), deny("iam:*")), identity(allow("*"), deny(["iam:Get*", "iam:List*"])), [0]),
        (identity(allow("s3:*", **org("o-1"))), identity(allow("s3:*", **org("o-2"))), [0]),
        (
            identity(allow("s3:*", **org("o-1")), allow("s3:*", **org("o-1", "StringNotEquals"))),
            identity(allow("s3:*")),
            [],
        ),
        (identity(allow("s3:*", **org("o-*", "StringLike"))), identity(allow("s3:*", **org("o-1"))), []),
        (identity(allow("s3:*", f"{HOME}/*")), identity(allow("s3:*", f"{HOME}/${{aws:username}}/*")), []),
        (
            identity(allow("s3:*", f"{HOME}/*"), deny("s3:*", f"{HOME}/bob/*")),
            identity(allow("s3:*", f"{HOME}/${{aws:username}}/*")),
            [0],
        ),
        (
            identity(allow("s3:*"), deny("s3:*", Condition={"StringEquals": {"aws:TagKeys": "a"}})),
            identity(allow("s3:*", Condition={"StringEquals": {"aws:TagKeys": "b"}})),
            [0],  # with the tags a and b
        ),
        (
            identity(allow("s3:*", f"{HOME}/${{aws:username}}/*", Sid="A")),
            identity(allow("s3:*", f"{HOME}/${{aws:username}}/*", Sid="B"), allow("s3:GetObject", HOME)),
            [1],
        ),
        (resource(allow("s3:*", Principal={"AWS": "111111111111"})), resource(allow("s3:*", **EVERYONE)), [0]),
        (
            resource(allow("s3:*", Principal={"AWS": "111111111111"})),
            resource(allow("s3:*", Principal={"AWS": "arn:aws:iam::111111111111:role/a"})),
            [],
        ),
        (
            resource(allow("s3:*", Principal={"AWS": "arn:aws:iam::111111111111:role/a"})),
            resource(allow("s3:*", Principal={"AWS": "111111111111"})),
            [0],
        ),
        (
            resource(allow("s3:*", Principal={"AWS": "111111111111"})),
            resource(allow("s3:*", **EVERYONE, Condition={"StringEquals": {"aws:PrincipalAccount": "111111111111"}})),
            [],
        ),
    ],
)
def test_statements_that_grant_new_access_are_found(
    existing: CheckedDocument, new: CheckedDocument, granting: list[int]
) -> None:
    assert [statement.index for statement in no_new_access(existing, new)] == granting


def test_listed_actions_and_resources_are_searched_together() -> None:
    document = identity(allow("s3:*", f"{HOME}/*"), deny("s3:Put*"), allow("sqs:SendMessage"))

    def granting(actions: list[str], resources: list[str]) -> list[int]:
        patterns = [fold(parse_glob(action)) for action in actions]
        return [s.index for s in access_not_granted(document, patterns, [parse_glob(name) for name in resources])]

    assert granting(["s3:PutObject"], []) == []
    assert granting(["s3:*Object"], []) == [0]
    assert granting([], [f"{HOME}/a"]) == [0, 2]
    assert granting(["s3:GetObject"], ["arn:aws:s3:::other/*"]) == []
    assert granting(["sqs:*"], [f"{HOME}/a"]) == [2]


@pytest.mark.parametrize(
    ("document", "granting"),
    [
        (resource(allow("s3:GetObject", **EVERYONE)), [0]),
        (resource(allow("s3:GetObject", Principal={"AWS": "111111111111"})), []),
        (resource(allow("s3:GetObject", **EVERYONE, **org("o-1"))), []),
        (resource(allow("s3:GetObject", **EVERYONE, **org("o-*", "StringLike"))), [0]),
        (resource(allow("s3:GetObject", **EVERYONE), deny("s3:*", **EVERYONE, **org("o-1", "StringNotEquals"))), []),
        (resource(allow("s3:*", **EVERYONE, Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})), []),
        (resource(allow("s3:*", **EVERYONE, Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}})), [0]),
        (resource(allow("s3:*", **EVERYONE, Condition={"Bool": {"aws:SecureTransport": "true"}})), [0]),
        (
            resource(
                allow("sqs:*", **EVERYONE, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111111111111:*"}})
            ),
            [],
        ),
    ],
)
def test_public_grants_are_found(document: CheckedDocument, granting: list[int]) -> None:
    assert [statement.index for statement in no_public_access(document)] == granting


ACTIONS = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage"]
RESOURCES = [f"{HOME}/a", f"{HOME}/b/c", "arn:aws:s3:::other"]
PRINCIPALS = [
    "arn:aws:iam::111111111111:role/a",
    "arn:aws:iam::111111111111:user/b",
    "arn:aws:iam::222222222222:root",
    None,
]
KEYS = {
    "aws:PrincipalOrgID": ["o-1", "o-2", "x"],
    "aws:SourceIp": ["203.0.113.7", "198.51.100.1"],
    "aws:MultiFactorAuthPresent": ["true", "false"],
    "aws:username": ["a", "b"],
}
CONDITIONS = [
    {"StringEquals": {"aws:PrincipalOrgID": ["o-1", "o-2"]}},
    {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
    {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
    {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
    {"Null": {"aws:PrincipalOrgID": "true"}},
    {"StringEquals": {"aws:username": ["a"]}, "Bool": {"aws:MultiFactorAuthPresent": "false"}},
]
NAMED = [
    "*",
    {"AWS": "111111111111"},
    {"AWS": ["arn:aws:iam::111111111111:role/a", "222222222222"]},
    {"AWS": "arn:aws:iam::111111111111:user/b"},
]
PATTERNS = ["*", f"{HOME}/*", f"{HOME}/a", f"{HOME}/${{aws:username}}*", "arn:aws:s3:::other"]


@st.composite
def statements(draw: st.DrawFn, *, named: bool) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"]))}
    negated = draw(st.integers(0, 5)) == 0
    statement["NotAction" if negated else "Action"] = draw(
        st.sampled_from(["*", "s3:*", "s3:Get*", ACTIONS, ACTIONS[1:]])
    )
    statement["NotResource" if draw(st.integers(0, 5)) == 0 else "Resource"] = draw(st.sampled_from(PATTERNS))
    if named:
        statement["Principal"] = draw(st.sampled_from(NAMED))
    if draw(st.booleans()):
        statement["Condition"] = draw(st.sampled_from(CONDITIONS))
    return statement


@st.composite
def documents(draw: st.DrawFn, *, named: bool) -> CheckedDocument:
    return (resource if named else identity)(*draw(st.lists(statements(named=named), min_size=1, max_size=3)))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    context = {key: draw(st.sampled_from(values)) for key, values in KEYS.items() if draw(st.booleans())}
    principal, action = draw(st.sampled_from(PRINCIPALS)), draw(st.sampled_from(ACTIONS))
    on = draw(st.sampled_from(RESOURCES))
    return Request.of(principal, action, on, context=context)


def grants(document: CheckedDocument, request: Request) -> bool:
    """Return whether a document alone grants a request, by its statements' own matching."""
    matching = [
        statement
        for statement in document.statements
        if statement.covers_action(request.action.lower())
        and statement.grade(request, bounded=False)
        and statement.holds(request)
    ]
    return bool(matching) and not any(statement.deny for statement in matching)


@pytest.mark.parametrize("named", [False, True])
@given(data=st.data())
def test_a_document_that_passes_grants_no_drawn_request_anew(data: st.DataObject, named: bool) -> None:
    existing, new = data.draw(documents(named=named)), data.draw(documents(named=named))
    drawn = data.draw(st.lists(requests(), min_size=5, max_size=20))
    if any(grants(new, request) and not grants(existing, request) for request in drawn):
        assert no_new_access(existing, new)


@pytest.mark.parametrize("named", [False, True])
@given(data=st.data())
def test_a_document_grants_nothing_that_it_grants_itself(data: st.DataObject, named: bool) -> None:
    document = data.draw(documents(named=named))
    assert no_new_access(document, document) == ()


@given(document=documents(named=True), drawn=st.lists(requests(), min_size=5, max_size=20))
def test_a_document_without_an_action_grants_no_drawn_request_of_it(
    document: CheckedDocument, drawn: list[Request]
) -> None:
    for action in ACTIONS:
        if any(request.action == action and grants(document, request) for request in drawn):
            assert access_not_granted(document, [fold(parse_glob(action))], [])
