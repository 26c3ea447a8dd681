"""The text about generated policies names what they leave out, and why."""

from __future__ import annotations

from dataclasses import replace

from sandbox.iam import Snapshot
from sandbox.iam.snapshot import Resource
from sandbox.least_privilege.generation import generate
from sandbox.least_privilege.recording import RecordedRequest
from sandbox.report.generated_policies import summary, title
from tests.sandbox.least_privilege.requests import ROLE, recorded, recording
from tests.sandbox.policytest.snapshots import DATA, MOBILE, policy, small, statement

QUEUE = f"arn:aws:sqs:us-east-1:{MOBILE}:orders"


def lines(snapshot: Snapshot, *requests: RecordedRequest, include_denied: bool = False) -> list[str]:
    found = generate(recording(*requests), snapshot.callers[ROLE], snapshot, include_denied=include_denied)
    return list(summary(found))


def test_the_title_has_the_times_of_the_recording():
    assert title("mobile/deployer", recording(recorded("sqs:ListQueues"))) == (
        "Allow what mobile/deployer called from 2026-11-30 12:00 to 2026-11-30 12:00 UTC."
    )


def test_a_policy_is_listed_with_its_size():
    assert lines(small(), recorded("sqs:ListQueues")) == [
        "policy deployer-least-privilege: 120 of 6,144 characters",
    ]


def test_what_the_boundary_denies_is_listed_with_its_line():
    reason = "explicit deny by permissions boundary (boundary)  accounts/program.py:20"
    assert lines(small(statement("Deny", "sqs:*")), recorded("sqs:SendMessage", QUEUE)) == [
        "no policy: every recorded request is left out",
        f"left out: sqs:SendMessage on {QUEUE}: {reason}",
    ]


def test_an_action_that_a_service_refuses_to_roles_is_listed():
    token = f"arn:aws:sts::{MOBILE}:federated-user/ann"
    assert lines(small(), recorded("sts:GetFederationToken", token))[1:] == [
        f"left out: sts:GetFederationToken on {token}: the service refuses it to such a caller, regardless of policies"
    ]


def test_every_other_reason_is_listed():
    theirs = f"arn:aws:sqs:us-east-1:{DATA}:orders"
    grant = policy("open", statement("Allow", "sqs:SendMessage", Principal={"AWS": ROLE}))
    snapshot = replace(small(), resources={QUEUE: Resource(QUEUE, MOBILE, grant)})
    found = lines(
        snapshot,
        recorded("sqs:SendMessage", QUEUE),
        recorded("sqs:SendMessage", theirs),
        recorded("sts:GetCallerIdentity"),
        recorded("sqs:ReceiveMessage", "orders"),
        recorded("sns:ListTopics", allowed=0, denied=3),
        recorded("iam:DeletePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    )
    assert found[1].startswith(
        "left out: iam:DeletePolicy on arn:aws:iam::aws:policy/ReadOnlyAccess: AWS refuses it regardless of policies: "
    )
    assert found[2:] == [
        f"not enough: sqs:SendMessage on {theirs}: implicit deny by resource-based policy",
        f"kept although a resource policy allows it without: sqs:SendMessage on {QUEUE}",
        "left out: needs no permission: sts:GetCallerIdentity",
        "left out: IAM saves no policy with such a resource: sqs:ReceiveMessage on orders",
        "left out: denied in every call (--include-denied): sns:ListTopics",
    ]


def test_more_policies_than_a_role_may_have_and_an_incomplete_recording_are_listed():
    many = [recorded("sqs:SendMessage", f"{QUEUE}-{number:04}") for number in range(1500)]
    snapshot = small()
    found = list(summary(generate(recording(*many, incomplete={ROLE: 7}), snapshot.callers[ROLE], snapshot)))
    policies = [line for line in found if line.startswith("policy ")]
    assert len(policies) > 10
    assert found[len(policies)].startswith(f"{len(policies)} policies: IAM attaches at most 10 managed policies")
    assert found[-1].startswith("incomplete: 7 calls needed permissions that are not in the recording")
