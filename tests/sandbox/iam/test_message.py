"""AWS's access denied message, with the ARN of a policy that has one."""

from __future__ import annotations

from sandbox.iam import Kind, Layers, Policy, PolicySet, Request, explain
from sandbox.iam.message import refusal

ANN = "arn:aws:iam::111122223333:user/ann"
SCP = "arn:aws:organizations::999900001111:policy/o-gilt/service_control_policy/p-1"


def document(effect: str) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": "*", "Resource": "*"}]}


def test_an_explicit_deny_names_the_policy_by_its_arn():
    full = PolicySet.of([document("Allow")], Kind.IDENTITY)
    scp = PolicySet([Policy("regions", document("Deny"), arn=SCP)], Kind.SCP)
    message = refusal(explain(Request.of(ANN, "ec2:DescribeVpcs"), Layers(identity=full, scps=(scp,))))
    assert message == (
        f"User: {ANN} is not authorized to perform: ec2:DescribeVpcs"
        f" with an explicit deny in a service control policy: {SCP}"
    )


def test_the_arn_is_that_of_a_policy_of_the_named_layer():
    own = PolicySet([Policy("own", document("Deny"), arn="arn:aws:iam::111122223333:policy/own")], Kind.IDENTITY)
    scp = PolicySet([Policy("regions", document("Deny"), arn=SCP)], Kind.SCP)
    message = refusal(explain(Request.of(ANN, "ec2:DescribeVpcs"), Layers(identity=own, scps=(scp,))))
    assert message is not None
    assert message.endswith(SCP)


def test_an_allowed_request_has_no_message():
    full = PolicySet.of([document("Allow")], Kind.IDENTITY)
    assert refusal(explain(Request.of(ANN, "ec2:DescribeVpcs"), Layers(identity=full))) is None
