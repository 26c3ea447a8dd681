"""CloudFormation makes a stack's resources with the permissions of its caller, or of the stack's service role."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from sandbox.engine import Engine
from tests.sandbox.gateway.authorization.deliveries import Owner, denial, service_role
from tests.sandbox.gateway.authorization.people import Client, People, allow, deny, refused

pytestmark = pytest.mark.engine

CLOUDFORMATION = {"ForAnyValue:StringEquals": {"aws:CalledVia": "cloudformation.amazonaws.com"}}


@pytest.fixture
def owner(client: Client, account: str) -> Owner:
    return lambda service: client(service, account=account)


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def template(queue: str) -> str:
    resource = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": queue}}
    return json.dumps({"Resources": {"Queue": resource}})


def settled(cloudformation: Any, stack: str) -> str:
    """Return the status of a stack once nothing is in progress."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        status = str(cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])
        if not status.endswith("IN_PROGRESS"):
            return status
        time.sleep(0.2)
    raise AssertionError(f"{stack} is still in progress")


def reasons(cloudformation: Any, stack: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    return "\n".join(str(event.get("ResourceStatusReason")) for event in events)


def test_a_stack_needs_the_permissions_of_its_caller(engine: Engine, people: People) -> None:
    ann = people.user("ann", allow("cloudformation:*"))("cloudformation")
    ann.create_stack(StackName="silent", TemplateBody=template("silent"))
    assert settled(ann, "silent") in ("ROLLBACK_COMPLETE", "CREATE_FAILED")
    assert "is not authorized to perform: sqs:CreateQueue" in reasons(ann, "silent")
    call = denial(engine, people.account, "sqs:CreateQueue")
    assert call.request is not None
    assert call.request.principal == f"arn:aws:iam::{people.account}:user/ann"
    assert call.request.context["aws:CalledVia"] == ("cloudformation.amazonaws.com",)
    assert call.request.context["aws:ViaAWSService"] == ("true",)
    assert "aws:SourceIp" not in call.request.context


def test_a_permission_may_hold_through_cloudformation_alone(people: People) -> None:
    sqs = allow("sqs:*", Condition=CLOUDFORMATION)
    ann = people.user("ann", allow("cloudformation:*"), sqs)
    assert refused(ann("sqs").create_queue, QueueName="direct")[0] == "AccessDenied"
    ann("cloudformation").create_stack(StackName="shop", TemplateBody=template("orders"))
    assert settled(ann("cloudformation"), "shop") == "CREATE_COMPLETE"
    last = {"StringEquals": {"aws:CalledViaFirst": "cloudformation.amazonaws.com"}}
    bob = people.user("bob", allow("*"), deny("sqs:*", Condition=last))("cloudformation")
    bob.create_stack(StackName="other", TemplateBody=template("other"))
    assert settled(bob, "other") != "CREATE_COMPLETE"


def test_a_stack_with_a_service_role_needs_the_permissions_of_the_role(
    engine: Engine, owner: Owner, people: People
) -> None:
    role = service_role(owner, "deploy", "cloudformation", allow("sqs:*"))
    passes = allow("iam:PassRole", resource=role)
    ann = people.user("ann", allow("cloudformation:*"), passes)("cloudformation")
    ann.create_stack(StackName="shop", TemplateBody=template("orders"), RoleARN=role)
    assert settled(ann, "shop") == "CREATE_COMPLETE"
    owner("iam").delete_role_policy(RoleName="deploy", PolicyName="own")
    ann.update_stack(StackName="shop", TemplateBody=template("returns"))
    settled(ann, "shop")
    call = denial(engine, people.account, "sqs:CreateQueue")
    assert call.request is not None
    assert call.request.principal == f"arn:aws:sts::{people.account}:assumed-role/deploy/AWSCloudFormation"
    assert "aws:CalledVia" not in call.request.context


def test_a_service_role_must_trust_cloudformation(owner: Owner, people: People) -> None:
    role = service_role(owner, "run", "lambda", allow("*"))
    ann = people.user("ann", allow("*"))("cloudformation")
    code, message = refused(ann.create_stack, StackName="shop", TemplateBody=template("orders"), RoleARN=role)
    assert (code, message) == ("ValidationError", f"Role {role} is invalid or cannot be assumed")


def test_a_template_is_read_for_a_caller_denied_as_the_service_is(owner: Owner, people: People) -> None:
    bucket = f"templates-{people.account}"
    owner("s3").create_bucket(Bucket=bucket)
    owner("s3").put_object(Bucket=bucket, Key="shop.json", Body=template("orders").encode())
    url = f"https://{bucket}.s3.amazonaws.com/shop.json"
    ann = people.user("ann", allow("cloudformation:*", "sqs:*"))("cloudformation")
    code, message = refused(ann.create_stack, StackName="shop", TemplateURL=url)
    assert code == "AccessDenied"
    assert f"user/ann is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::{bucket}/" in message
    bob = people.user("bob", allow("cloudformation:*", "sqs:*", "s3:GetObject"))("cloudformation")
    bob.create_stack(StackName="shop", TemplateURL=url)
    assert settled(bob, "shop") == "CREATE_COMPLETE"


def test_an_administrator_makes_stacks_outside_all_policies(owner: Owner) -> None:
    cloudformation = owner("cloudformation")
    cloudformation.create_stack(StackName="shop", TemplateBody=template("orders"))
    assert settled(cloudformation, "shop") == "CREATE_COMPLETE"
