"""An expected denial is a policy or a statement; a removed one is a failure, a misspelt one an error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access.attached_policies import attached_policies
from sandbox.access.expected_denial import ExpectedDenial, expected_denial, sids_of
from sandbox.access.remediation.edit import editable
from sandbox.iam import Origin, Snapshot
from sandbox.iam.policy_json import statements
from sandbox.iam.snapshot import Node
from sandbox.policytest import InvalidAssertion, UnknownName, policy_session, role
from sandbox.policytest.evaluate import run
from sandbox.report.failure import Failure
from tests.sandbox.policytest.snapshots import policy, small, statement

REMOVE_BOUNDARY = "iam:DeleteRolePermissionsBoundary"
DENY_REMOVAL = statement("Deny", REMOVE_BOUNDARY) | {"Sid": "DenyBoundaryRemoval"}
OTHER = statement("Deny", "iam:DeleteRole") | {"Sid": "RolesStay"}


def failures_of(snapshot: Snapshot, *expected: str, action: str = REMOVE_BOUNDARY) -> tuple[Failure, ...]:
    return run(lambda: role("mobile/deployer").cannot(action).because_of(*expected), snapshot).access_failures


def test_a_statement_that_denies_may_be_named_by_itself_or_by_its_policy():
    assert not failures_of(small(DENY_REMOVAL, OTHER), "boundary/DenyBoundaryRemoval")
    assert not failures_of(small(DENY_REMOVAL, OTHER), "boundary", "boundary/DenyBoundaryRemoval")


def test_another_statement_of_the_policy_is_not_enough():
    failure = failures_of(small(DENY_REMOVAL, OTHER), "boundary/RolesStay")[0]
    assert failure.headline.endswith("boundary/RolesStay does not deny it")
    assert str(failure.where) == "accounts/program.py:30"


@pytest.mark.parametrize(
    ("weaker", "reason"),
    [
        ({"Action": "none:Nothing"}, "does not deny it"),
        ({"Resource": "arn:aws:none:::nothing"}, "does not deny it"),
        ({"Condition": {"StringEquals": {"aws:PrincipalTag/team": "none"}}}, "does not deny it"),
        ({"Effect": "Allow"}, "allows it"),
    ],
)
def test_a_weakened_statement_is_named_with_its_line_and_a_remediation(weaker: dict[str, Any], reason: str):
    failure = failures_of(small(OTHER, DENY_REMOVAL | weaker), "boundary/DenyBoundaryRemoval")[0]
    assert f"boundary/DenyBoundaryRemoval {reason}" in failure.headline
    assert str(failure.where) == "accounts/program.py:30"
    assert failure.remediation is not None
    assert [edit.where for edit in failure.remediation.edits] == [failure.where]
    assert not failure.remediation.verdict.allowed


def test_a_removed_statement_is_named_with_the_line_of_its_policy_and_a_remediation():
    failure = failures_of(small(OTHER), "boundary/DenyBoundaryRemoval")[0]
    assert "policy boundary has no statement DenyBoundaryRemoval; it has AllowIt, RolesStay" in failure.headline
    assert str(failure.where) == "accounts/program.py:10"
    assert failure.remediation is not None
    assert (
        "add the statement DenyBoundaryRemoval: Deny iam:DeleteRolePermissionsBoundary"
        in failure.remediation.edits[0].description
    )


def test_a_removed_boundary_is_located_where_the_role_is_created():
    snapshot = small(DENY_REMOVAL)
    without_boundary = {
        arn: replace(c, boundary=None, origin=Origin("accounts/jobs.py", 7)) for arn, c in snapshot.callers.items()
    }
    failure = failures_of(replace(snapshot, callers=without_boundary), "boundary/DenyBoundaryRemoval")[0]
    assert failure.headline.endswith("it is allowed: policy boundary does not exist")
    assert str(failure.where) == "accounts/jobs.py:7"


def test_a_policy_that_is_attached_elsewhere_does_not_apply():
    snapshot = small(DENY_REMOVAL)
    rail = policy("rail", DENY_REMOVAL)
    attached_elsewhere = replace(
        snapshot, nodes={**snapshot.nodes, "ou-2": replace(snapshot.nodes["ou-2"], scps=(rail,))}
    )
    assert failures_of(attached_elsewhere, "rail/DenyBoundaryRemoval")[0].headline.endswith(
        "does not apply: policy rail is attached elsewhere"
    )


def test_the_name_of_the_policy_does_not_make_a_statement_similar():
    shares = [statement("Deny", REMOVE_BOUNDARY) | {"Sid": f"{which}Shares"} for which in ("New", "Open")]
    rail = policy("no-outside-sharing", shares[1])
    snapshot = small(DENY_REMOVAL)
    attached = replace(
        snapshot,
        nodes={**snapshot.nodes, "r-1": replace(snapshot.nodes["r-1"], scps=(*snapshot.nodes["r-1"].scps, rail))},
    )
    assert (
        "policy no-outside-sharing has no statement NewShares"
        in failures_of(attached, "no-outside-sharing/NewShares")[0].headline
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("boundary/DenyBoundryRemoval", "boundary/DenyBoundaryRemoval"),
        ("boundary/denyBoundaryRemoval", "boundary/DenyBoundaryRemoval"),
        ("bundary/DenyBoundaryRemoval", "boundary"),
        ("boundry", "boundary"),
        ("DenyBoundaryRemoval", "boundary/DenyBoundaryRemoval"),
    ],
)
def test_a_misspelt_name_is_an_error_with_similar_names(name: str, near: str):
    with policy_session(small(DENY_REMOVAL, OTHER)), pytest.raises(UnknownName) as refused:
        role("mobile/deployer").cannot(REMOVE_BOUNDARY).because_of(name)
    assert near in refused.value.similar


def test_names_that_differ_by_a_number_are_not_misspelt():
    first, second = (statement("Deny", REMOVE_BOUNDARY) | {"Sid": f"DenyBoundaryRemoval{n}"} for n in (1, 2))
    assert not failures_of(small(first, second), "boundary/DenyBoundaryRemoval1", "boundary/DenyBoundaryRemoval2")
    assert "has no statement" in failures_of(small(second), "boundary/DenyBoundaryRemoval1")[0].headline


def test_because_of_needs_a_name():
    with policy_session(small(DENY_REMOVAL)), pytest.raises(InvalidAssertion):
        role("mobile/deployer").cannot(REMOVE_BOUNDARY).because_of()


@pytest.mark.pulumi
def test_no_removed_statement_of_the_estate_is_reported_as_misspelt(snapshot: Snapshot):
    for attached in {found.name: found for found in attached_policies(snapshot) if editable(found)}.values():
        for sid in sids_of(attached):
            left = [raw for raw in statements(attached.document) if raw.get("Sid") != sid]
            without = replace(attached, document={"Statement": left})
            cut = Snapshot("cut", nodes={"r-1": Node("r-1", "Root", None, scps=(without,))})
            assert expected_denial(cut, f"{attached.name}/{sid}") == ExpectedDenial(attached.name, sid)


def test_an_expected_denial_may_name_an_allow_that_does_not_match():
    elsewhere = statement("Allow", REMOVE_BOUNDARY) | {
        "Sid": "Elsewhere",
        "Resource": "arn:aws:iam::111122223333:role/x",
    }
    arn = "arn:aws:iam::111122223333:role/y"

    def failures_with(more: dict[str, Any]) -> tuple[Failure, ...]:
        snapshot = small(DENY_REMOVAL)
        own = policy("own", elsewhere | more)
        bound = {key: replace(caller, identity=(own,)) for key, caller in snapshot.callers.items()}
        without_boundary = replace(snapshot, callers=bound)
        return run(
            lambda: role("mobile/deployer").cannot(REMOVE_BOUNDARY, arn).because_of("own/Elsewhere"), without_boundary
        ).access_failures

    assert not failures_with({})
    failure = failures_with({"Resource": "*"})[0]
    assert failure.headline.endswith("own/Elsewhere allows it")
    assert str(failure.where) == "accounts/program.py:10"
