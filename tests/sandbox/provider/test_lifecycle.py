"""Failures, changes outside of Pulumi, secrets and regions in a resource's lifecycle."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from sandbox.provider.protobuf_values import from_struct, to_struct, to_value
from sandbox.provider.unserved_file import UNSERVED_FILE, recorded_unserved
from sandbox.provider.values import Secret
from tests.sandbox.provider.contract import Provider, SampleEnv, provider
from tests.sandbox.provider.samples.iam import READ, TRUST

ACCOUNT = "aws:organizations/account:Account"
PROFILE = "aws:iam/instanceProfile:InstanceProfile"
ROLE = "aws:iam/role:Role"
TOPIC = "aws:sns/topic:Topic"
PARAMETER = "aws:ssm/parameter:Parameter"


@pytest.mark.engine
def test_a_partly_created_resource_is_kept_and_completed_by_the_next_update(aws: Provider, env: SampleEnv):
    urn = aws.urn(PROFILE)
    inputs = aws.checked(urn, {"name": "host", "role": "later"})
    with pytest.raises(grpc.RpcError) as caught:
        aws.create(urn, inputs)
    assert "AddRoleToInstanceProfile was refused with NoSuchEntity" in caught.value.details()
    status = status_pb2.Status.FromString(dict(caught.value.trailing_metadata())["grpc-status-details-bin"])
    kept = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(kept)
    assert kept.id == "host"

    env.make(ROLE, name="later", assumeRolePolicy=TRUST)
    old, state = from_struct(kept.inputs), from_struct(kept.properties)
    assert aws.update(urn, "host", state, old, inputs)["role"] == "later"


@pytest.mark.engine
def test_a_change_outside_of_pulumi_is_detected_and_reverted(aws: Provider, env: SampleEnv):
    urn = aws.urn(ROLE)
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST, "description": "reads"})
    identity, state = aws.create(urn, inputs)
    env.api("iam")("UpdateRole", RoleName="reader", Description="writes", MaxSessionDuration=7200)
    env.api("iam")("TagRole", RoleName="reader", Tags=[{"Key": "planted", "Value": "x"}])
    _, found, found_inputs = aws.read(urn, identity, state, inputs)
    diff = aws.diff(urn, identity, found, found_inputs, inputs)
    assert set(diff.diffs) == {"description", "maxSessionDuration", "tags", "tagsAll"}
    repaired = aws.update(urn, identity, found, found_inputs, inputs)
    assert repaired == state


@pytest.mark.engine
def test_ignored_changes_are_no_differences(aws: Provider):
    urn = aws.urn(TOPIC)
    inputs = aws.checked(urn, {"name": "alarms"})
    identity, state = aws.create(urn, inputs)
    request = provider_pb2.DiffRequest(
        urn=urn,
        id=identity,
        olds=to_struct(state),
        old_inputs=to_struct(inputs),
        news=to_struct({**inputs, "displayName": "Alarms"}),
        ignoreChanges=["displayName"],
    )
    assert aws.stub.Diff(request).changes == provider_pb2.DiffResponse.DIFF_NONE


@pytest.mark.engine
def test_a_resource_may_have_its_own_region_which_an_import_names(aws: Provider):
    urn = aws.urn(TOPIC)
    inputs = aws.checked(urn, {"name": "alarms", "region": "us-west-2"})
    identity, state = aws.create(urn, inputs)
    assert ":us-west-2:" in identity
    assert aws.read(urn, f"{identity}@us-west-2", {}, {})[:2] == (identity, state)
    moved = aws.diff(urn, identity, state, inputs, aws.checked(urn, {"name": "alarms"}, inputs))
    assert list(moved.replaces) == ["region"]
    aws.delete(urn, identity, state)
    assert not aws.read(urn, identity, state, inputs)[0]


@pytest.mark.engine
def test_closing_accounts_is_retried_beyond_the_concurrency_limit_of_aws(aws: Provider, env: SampleEnv):
    env.make("aws:organizations/organization:Organization")
    made = []
    for number in range(5):
        urn = aws.urn(ACCOUNT)
        email = f"member-{number}-{env.account}@contract.example"
        inputs = aws.checked(urn, {"email": email, "name": f"member-{number}", "closeOnDeletion": True})
        made.append((urn, *aws.create(urn, inputs)))
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda one: aws.delete(*one), made))
    assert not any(aws.read(urn, identity, state, {})[0] for urn, identity, state in made)


@pytest.mark.engine
def test_a_secret_is_marked_in_the_state(aws: Provider):
    urn = aws.urn(PARAMETER)
    inputs = aws.checked(urn, {"name": "/word", "type": "SecureString", "value": "sesame"})
    for preview in (True, False):
        request = provider_pb2.CreateRequest(urn=urn, properties=to_struct(inputs), preview=preview)
        created = aws.stub.Create(request)
        assert created.properties.fields["value"] == to_value(Secret("sesame"))
    read = aws.stub.Read(provider_pb2.ReadRequest(urn=urn, id=created.id))
    assert read.properties.fields["value"] == to_value(Secret("sesame"))


@pytest.mark.engine
def test_a_plain_value_of_a_secret_input_is_marked_in_the_inputs(aws: Provider):
    urn = aws.urn(PARAMETER)
    request = provider_pb2.CheckRequest(urn=urn, news=to_struct({"name": "/word", "type": "String", "value": "x"}))
    checked = aws.stub.Check(request).inputs
    assert checked.fields["value"] == to_value(Secret("x"))
    made = aws.stub.Create(provider_pb2.CreateRequest(urn=urn, properties=checked))
    assert aws.stub.Read(provider_pb2.ReadRequest(urn=urn, id=made.id)).inputs.fields["value"] == to_value(Secret("x"))


@pytest.mark.engine
def test_changes_made_before_an_update_fails_are_in_the_state(aws: Provider):
    urn = aws.urn(ROLE)
    inputs = aws.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST})
    identity, state = aws.create(urn, inputs)
    there, missing = "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/NoSuchPolicy"
    with pytest.raises(grpc.RpcError) as caught:
        aws.update(urn, identity, state, inputs, {**inputs, "managedPolicyArns": [there, missing]})
    assert "AttachRolePolicy was refused with NoSuchEntity" in caught.value.details()
    status = status_pb2.Status.FromString(dict(caught.value.trailing_metadata())["grpc-status-details-bin"])
    kept = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(kept)
    assert from_struct(kept.inputs) == {**inputs, "managedPolicyArns": [there]}
    assert from_struct(kept.properties) == {**state, "managedPolicyArns": [there]}


@pytest.mark.engine
def test_an_update_that_changes_nothing_before_it_fails_keeps_the_state(aws: Provider):
    urn, other = aws.urn("aws:iam/user:User"), aws.urn("aws:iam/user:User")
    for each, name in ((urn, "one"), (other, "other")):
        inputs = aws.checked(each, {"name": name})
        identity, state = aws.create(each, inputs)
    wanted = aws.checked(other, {"name": "one"}, inputs)
    with pytest.raises(grpc.RpcError, match="UpdateUser was refused with EntityAlreadyExists"):
        aws.update(other, identity, state, inputs, wanted)
    assert aws.read(other, identity, state, inputs) == (identity, state, inputs)
    lost = {**inputs, "permissionsBoundary": "no ARN at all"}
    with pytest.raises(grpc.RpcError) as caught:
        aws.update(other, identity, state, inputs, lost)
    assert "grpc-status-details-bin" not in dict(caught.value.trailing_metadata())


@pytest.mark.engine
def test_roles_are_assumed_in_order(endpoint: str, env: SampleEnv):
    iam = env.api("iam")
    iam("CreateUser", UserName="deployer")
    allow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam("PutUserPolicy", UserName="deployer", PolicyName="all", PolicyDocument=json.dumps(allow))
    key = iam("CreateAccessKey", UserName="deployer")["AccessKey"]
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{env.account}:root"},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    roles = []
    for name in ("first", "second"):
        iam("CreateRole", RoleName=name, AssumeRolePolicyDocument=trust)
        iam("PutRolePolicy", RoleName=name, PolicyName="all", PolicyDocument=json.dumps(allow))
        roles.append({"roleArn": f"arn:aws:iam::{env.account}:role/{name}", "sessionName": name})
    keys = {"accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"]}
    with provider(endpoint, env.account, assumeRoles=roles, **keys) as chained:
        caller = chained.invoke("aws:index/getCallerIdentity:getCallerIdentity")
    assert caller["arn"] == f"arn:aws:sts::{env.account}:assumed-role/second/second"


def test_an_unsupported_resource_type_is_refused_by_name(offline: Provider):
    with pytest.raises(grpc.RpcError, match="The sandbox does not serve the resource type aws:swf/domain:Domain"):
        offline.check("urn:pulumi:dev::causeway::aws:swf/domain:Domain::x", {})


def test_a_preview_names_all_types_and_inputs_that_are_not_served(tmp_path: Path):
    file = tmp_path / "unserved"
    unserved = "urn:pulumi:dev::causeway::aws:swf/domain:Domain::x"
    with provider("http://127.0.0.1:1", "123456789012", environment={UNSERVED_FILE: str(file)}) as served:
        assert served.checked(unserved, {"name": "x"}) == {"name": "x"}
        assert served.create(unserved, {"name": "x"}, preview=True) == ("", {"name": "x"})
        role = served.urn(ROLE)
        assert served.checked(role, {"name": "reader", "assumeRolePolicy": TRUST, "colour": "red"})["name"] == "reader"
        with pytest.raises(AssertionError, match="assumeRolePolicy"):
            served.checked(role, {"name": "reader", "colour": "red"})
    (type_urn, of_type), (input_urn, of_input) = recorded_unserved(file)
    assert (type_urn, input_urn) == (unserved, role)
    assert of_type.startswith("The sandbox does not serve the resource type aws:swf/domain:Domain.")
    assert of_input.startswith("colour is not an input that the sandbox serves for aws:iam/role:Role.")


def test_a_preview_of_an_update_keeps_values_chosen_by_aws(offline: Provider):
    urn = offline.urn(ROLE)
    inputs = offline.checked(urn, {"name": "reader", "assumeRolePolicy": TRUST})
    identity, planned = offline.create(urn, inputs, preview=True)
    changed = offline.update(urn, identity, planned, inputs, {**inputs, "assumeRolePolicy": READ}, preview=True)
    assert changed == {**planned, "assumeRolePolicy": READ}
