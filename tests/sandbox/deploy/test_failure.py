"""From what Pulumi prints to what failed, AWS's code and the next step."""

from __future__ import annotations

from sandbox.deploy.failure import ANEW, explain, full, name

URN = "urn:pulumi:all::causeway::causeway:network:Vpc$aws:ec2/vpc:Vpc::mobile"


def test_a_refusal_of_aws_is_taken_apart() -> None:
    found = explain(
        URN, "creating: An error occurred (VpcLimitExceeded) when calling the CreateVpc operation: Too many."
    )
    assert found.resource == "aws:ec2/vpc:Vpc mobile"
    assert found.code == "VpcLimitExceeded"
    assert found.message == "Too many. (CreateVpc)"
    assert "type the command again" in found.next_step


def test_a_refusal_in_our_providers_words_is_taken_apart() -> None:
    text = f"route53:CreateHostedZone was refused with InvalidVPCId: no such VPC\n  while working on {URN}. Look."
    found = explain(URN, text)
    assert (found.code, found.message) == ("InvalidVPCId", "no such VPC (CreateHostedZone)")


def test_an_operation_that_is_not_offered_points_to_the_list() -> None:
    text = "An error occurred (InternalFailure) when calling the CreateFleet operation (reached max retries: 4): no."
    assert "docs/services.md" in explain(URN, text).next_step


def test_a_denial_points_to_the_guardrails() -> None:
    text = "An error occurred (AccessDenied) when calling the LeaveOrganization operation: explicit deny"
    assert "guardrails" in explain(URN, text).next_step


def test_an_engine_that_stopped_answering_is_recognised() -> None:
    assert explain(URN, 'Could not connect to the endpoint URL: "http://127.0.0.1:4566/"').next_step == ANEW


def test_a_traceback_is_cut_to_its_cause() -> None:
    text = "Traceback (most recent call last):\n  File x, line 1\n    boom()\nKeyError: 'mobile'\n"
    assert explain(None, text).message == "KeyError: 'mobile'"
    assert explain(None, text).resource == "the program"


def test_the_stack_itself_is_the_program() -> None:
    assert name("urn:pulumi:all::causeway::pulumi:pulumi:Stack::causeway-all") == "the program"


def test_a_full_disk_is_recognised_in_any_wording() -> None:
    assert full("write x.json: no space left on device")
    assert full("OSError: [Errno 27] File too large")
    assert not full("no space in the address plan")
