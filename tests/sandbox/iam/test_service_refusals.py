"""Requests that AWS refuses although policies allow them, and how a verdict shows it."""

from __future__ import annotations

import pytest

from sandbox.iam import Evaluator, Kind, Layers, PolicySet, Request, Snapshot, decide, explain
from sandbox.iam.actions import facts
from sandbox.iam.message import refusal
from sandbox.iam.service_refusal import RefusalType
from sandbox.iam.service_refusals import all_refusals
from sandbox.iam.snapshot import Account, Caller
from tests.sandbox.iam.case import cases

ALLOW_ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
LAYERS = Layers(identity=PolicySet.of([ALLOW_ALL], Kind.IDENTITY))
ANN = "arn:aws:iam::111122223333:user/ann"
MANAGED_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def test_a_refusal_has_a_reason_and_a_public_page():
    assert len(all_refusals()) > 40
    for entry in all_refusals():
        assert entry.page.startswith(("https://docs.aws.amazon.com/", "https://repost.aws/")), entry
        assert entry.reason, entry
        assert not entry.reason.endswith("."), entry


def test_every_refusal_about_a_resource_decides_a_case():
    requests = [
        Request.of(case.request["principal"], case.request["action"], case.request.get("resource") or "*")
        for case in cases()
    ]
    named = [entry for entry in all_refusals() if entry.resource != "*" and entry.type is RefusalType.ACCESS]
    unused = [
        entry.resource
        for entry in named
        if not any(entry.covers(r.action.lower()) and entry.holds(r) for r in requests)
    ]
    assert unused == []


def test_the_verdict_names_the_rule():
    verdict = decide(Request.of(ANN, "iam:DeletePolicy", MANAGED_POLICY), LAYERS)
    assert not verdict.allowed
    assert verdict.service_refusal is not None
    assert verdict.service_refusal.reason == "AWS managed policies cannot be changed"


def test_a_request_that_policies_deny_is_denied_by_them():
    verdict = decide(Request.of(ANN, "iam:DeletePolicy", MANAGED_POLICY), Layers())
    assert verdict.service_refusal is None


def test_the_message_has_the_reason_and_its_page():
    trace = explain(Request.of(ANN, "iam:DeletePolicy", MANAGED_POLICY), LAYERS)
    assert refusal(trace) == (
        f"User: {ANN} is not authorized to perform: iam:DeletePolicy on resource: {MANAGED_POLICY}: AWS refuses this "
        "regardless of policies: AWS managed policies cannot be changed "
        "(https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html)"
    )


def test_a_reserved_name_has_a_message_of_its_own():
    bucket = "arn:aws:s3:::gilt--x-s3"
    message = refusal(explain(Request.of(ANN, "s3:CreateBucket", bucket), LAYERS)) or ""
    assert message.startswith(f"Invalid name in s3:CreateBucket of {bucket}: bucket names that end with --x-s3")
    assert "not authorized" not in message


@pytest.mark.parametrize("action", ["sqs:SendMessage", "s3:GetObject", "organizations:DescribeOrganization"])
def test_an_ordinary_action_is_subject_to_the_rule_on_tag_keys_alone(action: str):
    assert [entry.actions for entry in facts(action).refusals] == ["*"]


def _decided(account: Account, action: str) -> bool:
    ann = f"arn:aws:iam::{account.id}:user/ann"
    allow = next(iter(PolicySet.of([ALLOW_ALL], Kind.IDENTITY).policies))
    snapshot = Snapshot(
        "test", accounts={account.id: account}, callers={ann: Caller(ann, account.id, identity=(allow,))}
    )
    return Evaluator(snapshot).decide(ann, action).allowed


@pytest.mark.parametrize(
    ("delegated", "allowed"), [(True, True), (False, False), (None, True)], ids=["delegated", "member", "unknown"]
)
def test_a_snapshot_decides_by_the_registrations_that_it_knows(delegated: bool | None, allowed: bool):
    account = Account("444455556666", "audit", delegated_administrator=delegated)
    assert _decided(account, "organizations:ListAccounts") is allowed
    assert not _decided(account, "organizations:CreateAccount")


def test_the_management_account_of_a_snapshot_creates_accounts():
    assert _decided(Account("111122223333", "root", management=True), "organizations:CreateAccount")
