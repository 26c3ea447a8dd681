"""From Pulumi's messages to the failed resource, AWS's error code and the next step."""

from __future__ import annotations

import pytest

from sandbox.deploy.failure import REBUILD, RESET, disk_full, explain, name, next_step_for

URN = "urn:pulumi:all::causeway::causeway:network:Vpc$aws:ec2/vpc:Vpc::mobile"


def test_an_aws_error_is_parsed() -> None:
    found = explain(
        URN, "creating: An error occurred (VpcLimitExceeded) when calling the CreateVpc operation: Too many."
    )
    assert found.resource == "aws:ec2/vpc:Vpc mobile"
    assert found.code == "VpcLimitExceeded"
    assert found.message == "Too many. (CreateVpc)"
    assert "run `sandbox up` again" in found.next_step


def test_an_error_of_the_sandboxs_provider_is_parsed() -> None:
    text = f"route53:CreateHostedZone was refused with InvalidVPCId: no such VPC\n  while working on {URN}. Look."
    found = explain(URN, text)
    assert (found.code, found.message) == ("InvalidVPCId", "no such VPC (CreateHostedZone)")


def test_an_unsupported_operation_refers_to_the_services_page() -> None:
    text = "An error occurred (InternalFailure) when calling the CreateFleet operation (reached max retries: 4): no."
    assert "docs/services.md" in explain(URN, text).next_step


def test_a_denial_refers_to_the_guardrails() -> None:
    text = "An error occurred (AccessDenied) when calling the LeaveOrganization operation: explicit deny"
    assert "guardrails" in explain(URN, text).next_step


def test_an_engine_that_stopped_responding_is_recognised() -> None:
    assert explain(URN, 'Could not connect to the endpoint URL: "http://127.0.0.1:4566/"').next_step == REBUILD


def test_a_traceback_is_reduced_to_its_cause() -> None:
    text = "Traceback (most recent call last):\n  File x, line 1\n    boom()\nKeyError: 'mobile'\n"
    assert explain(None, text).message == "KeyError: 'mobile'"
    assert explain(None, text).resource == "the program"


def test_a_failure_of_the_stack_is_of_the_program() -> None:
    assert name("urn:pulumi:all::causeway::pulumi:pulumi:Stack::causeway-all") == "the program"


def test_a_full_disk_is_recognised_in_every_message() -> None:
    assert disk_full("write x.json: no space left on device")
    assert disk_full("OSError: [Errno 27] File too large")
    assert not disk_full("no space in the address plan")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("EMAIL_ALREADY_EXISTS", "another `email`"),
        ("InvalidPermission.Duplicate", "security group"),
        ("EntityAlreadyExists", "pulumi import"),
        ("ResourceAlreadyExistsException", "pulumi import"),
        ("InvalidGroup.Duplicate", "pulumi import"),
        ("DependencyViolation", "delete that first"),
        ("InvalidVpcID.NotFound", "pulumi refresh"),
        ("NoSuchEntity", "pulumi refresh"),
        ("VpcLimitExceeded", "quota"),
        ("MalformedPolicyDocument", "Correct the resource"),
    ],
)
def test_every_error_code_has_a_next_step_that_names_what_to_do(code: str, text: str) -> None:
    assert text in next_step_for(code)
    found = explain(URN, f"An error occurred ({code}) when calling the CreateThing operation: no.")
    assert text in found.next_step
    assert "`sandbox up`" in found.next_step


def test_a_code_that_is_only_in_the_message_has_its_next_step() -> None:
    assert "another `email`" in explain(URN, "creating the account failed: EMAIL_ALREADY_EXISTS").next_step


def test_a_passphrase_that_was_replaced_is_recognised() -> None:
    assert explain(None, "error: getting secrets manager: incorrect passphrase").next_step == RESET


TRACEBACK = """Program failed with an unhandled exception:
Traceback (most recent call last):
  File "/srv/shop/__main__.py", line 4, in <module>
    image = aws.swf.get_domain(name="x")
  File "/venv/lib/site-packages/pulumi_aws/swf/get_domain.py", line 9, in get_domain
    raise Exception(reason)
Exception: invoke of aws:swf/getDomain:getDomain failed: The sandbox does not serve the function \
aws:swf/getDomain:getDomain. Similar: aws:iam/getRole:getRole. docs/resources.md lists the supported ones; leave it out.
"""


def test_a_function_that_is_not_served_has_its_message_and_the_line_of_the_program() -> None:
    found = explain(None, TRACEBACK)
    assert found.message == (
        "The sandbox does not serve the function aws:swf/getDomain:getDomain. Similar: aws:iam/getRole:getRole. "
        "(/srv/shop/__main__.py:4)"
    )
    assert found.next_step.startswith("docs/resources.md lists what is served")
