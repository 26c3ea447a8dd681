"""Policies of files replace those of a snapshot, or are attached."""

from __future__ import annotations

import json

import pytest

from sandbox.iam import Policy
from sandbox.rehearsal.errors import InvalidChange, UnknownPolicy
from sandbox.rehearsal.policy_change import is_policy, read_policy, with_attachment, with_version
from tests.sandbox.rehearsal.recorded import ACCOUNT, ROLE, USER, allow, deny, document, organization

TEXT = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny",
     "Action": "s3:*", "Resource": "*"},

    {
      "Effect": "Deny", "Action": "sqs:*", "Resource": "*"
    }, {"Effect": "Deny", "Action": "sns:*", "Resource": "*"}
  ]
}"""


def test_each_statement_has_its_line():
    found = read_policy("rail", "rail.json", TEXT)
    assert [str(found.where(place)) for place in range(3)] == ["rail.json:4", "rail.json:7", "rail.json:9"]
    single = read_policy("rail", "rail.json", '{"Statement":\n {"Effect": "Deny", "Action": "*", "Resource": "*"}}')
    assert str(single.where(0)) == "rail.json:2"


@pytest.mark.parametrize(("text", "message"), [("{", "rail.json:1 is not JSON"), ("[]", "is no policy document")])
def test_a_text_that_is_no_policy_is_refused(text: str, message: str):
    assert not is_policy(text)
    with pytest.raises(InvalidChange, match=message):
        read_policy("rail", "rail.json", text)


def test_every_place_of_a_policy_gets_the_new_version():
    before = organization(boundary=document(allow("*")))
    after = with_version(before, Policy("most", document(allow("sqs:*"))))
    for arn in (ROLE, USER):
        boundary = after.callers[arn].boundary
        assert boundary is not None
        assert (boundary.name, boundary.document) == ("most", document(allow("sqs:*")))
    assert after.nodes == before.nodes


def test_a_policy_is_found_by_its_arn():
    arn = "arn:aws:organizations::1:policy/o-1/service_control_policy/p-1"
    before = with_attachment(organization(), Policy("rail", document(deny("s3:*")), arn), "root")
    after = with_version(before, Policy(arn, document(deny("sqs:*"))))
    changed = after.nodes["r-1"].scps[-1]
    assert (changed.name, changed.arn, changed.document) == ("rail", arn, document(deny("sqs:*")))


def test_an_unknown_policy_is_refused_with_similar_names():
    with pytest.raises(UnknownPolicy, match="Similar: rail"):
        with_version(organization(scp=document(deny("s3:*"))), Policy("rails", document(deny("s3:*"))))


def test_a_policy_with_principals_is_attached_as_rcp():
    rcp = Policy("new", document(deny("s3:*", Principal="*")))
    after = with_attachment(organization(), rcp, "mobile")
    assert (after.nodes[ACCOUNT].rcps, len(after.nodes[ACCOUNT].scps)) == ((rcp,), 1)


@pytest.mark.parametrize("target", ["root", "Root", "r-1"])
def test_the_root_is_named_in_several_ways(target: str):
    policy = Policy("new", document(deny("s3:*")))
    assert with_attachment(organization(), policy, target).nodes["r-1"].scps[-1] is policy


def test_the_first_scp_brings_full_access_to_every_level():
    bare = organization()
    nodes = {name: type(node)(node.id, node.name, node.parent) for name, node in bare.nodes.items()}
    without = type(bare)("test", "o-1", nodes=nodes, accounts=bare.accounts)
    after = with_attachment(without, Policy("new", document(deny("s3:*"))), "mobile")
    assert {node.scps[0].name for node in after.nodes.values()} == {"FullAWSAccess"}
    assert [policy.name for policy in after.nodes[ACCOUNT].scps] == ["FullAWSAccess", "new"]


def test_a_document_that_aws_refuses_is_refused():
    with pytest.raises(InvalidChange, match=r"as scp policy, statement 1 is invalid: .*Principal"):
        with_version(
            organization(scp=document(deny("s3:*"))),
            Policy("rail", json.loads(json.dumps(document(deny("s3:*", Principal="*"))))),
        )
