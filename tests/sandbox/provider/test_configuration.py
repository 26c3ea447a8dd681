"""Configuration of `aws.Provider`, and the endpoints that it refuses."""

import json
from typing import Any

import pytest

from sandbox.provider.configuration import configure, problems
from sandbox.provider.errors import ConfigurationRefused
from sandbox.provider.values import UNKNOWN

LOCAL = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
    "AWS_ACCESS_KEY_ID": "111111111111",
    "AWS_SECRET_ACCESS_KEY": "planted-secret",
    "AWS_REGION": "us-east-1",
}
ROLE = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"


def refused(given: dict[str, Any], **environment: str) -> str:
    with pytest.raises(ConfigurationRefused) as caught:
        configure(given, {**LOCAL, **environment})
    return str(caught.value)


def test_the_environment_is_a_complete_configuration():
    found = configure({}, LOCAL)
    assert (found.region, found.account) == ("us-east-1", "111111111111")


@pytest.mark.parametrize("keys", [("roleArn", "sessionName"), ("role_arn", "session_name")])
def test_the_account_is_that_of_the_last_role(keys: tuple[str, str]):
    chain = [{keys[0]: ROLE.replace("2" * 12, "3" * 12)}, {keys[0]: ROLE, keys[1]: "deploy", "duration": "1h30m"}]
    found = configure({"region": "us-west-2", "assumeRoles": json.dumps(chain)}, LOCAL)
    assert (found.region, found.account) == ("us-west-2", "222222222222")
    assert dict(found.roles[1].request) == {"RoleSessionName": "deploy", "DurationSeconds": 5400}


def test_secrets_are_not_in_the_representation():
    assert "planted-secret" not in repr(configure({}, LOCAL))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"profile": "work"}, "profile"),
        ({"sharedConfigFiles": '["x"]'}, "sharedConfigFiles"),
        ({"assumeRoles": [{"sessionName": "x"}]}, "assumeRoles[0].roleArn"),
        ({"assumeRoles": [{"roleArn": ROLE, "colour": "red"}]}, "assumeRoles[0].colour"),
        ({"assumeRoles": [{"roleArn": ROLE, "duration": "an hour"}]}, "assumeRoles.duration"),
        ({"defaultTags": {"labels": {}}}, "defaultTags.labels"),
        ({"endpoints": [{"s3": "http://127.0.0.1:1"}]}, "endpoints"),
        ({"allowedAccountIds": '["333333333333"]'}, "allowedAccountIds"),
        ({"forbiddenAccountIds": '["111111111111"]'}, "forbiddenAccountIds"),
    ],
)
def test_an_unsupported_setting_is_refused_by_name(given: dict[str, Any], path: str):
    assert f"aws:{path}:" in refused(given)


def test_a_setting_without_effect_is_accepted():
    assert not list(problems({"skipMetadataApiCheck": "true", "maxRetries": "3", "version": "7.0.0"}))


def test_an_unknown_value_of_a_preview_is_accepted():
    assert not list(problems({"assumeRoles": UNKNOWN, "defaultTags": UNKNOWN}))


@pytest.mark.parametrize("endpoint", ["http://localhost:4566", "http://[::1]:4566", "http://s3.localhost:4566"])
def test_a_local_endpoint_is_accepted(endpoint: str):
    assert configure({}, {**LOCAL, "AWS_ENDPOINT_URL": endpoint}).endpoint == endpoint


def test_a_remote_endpoint_is_refused_unless_it_is_allowed_by_name():
    assert "SANDBOX_REMOTE_ENDPOINT=sandbox.example" in refused({}, AWS_ENDPOINT_URL="http://sandbox.example:4566")
    assert "is not on this machine" in refused(
        {}, AWS_ENDPOINT_URL="http://sandbox.example", SANDBOX_REMOTE_ENDPOINT="other.example"
    )
    named = {**LOCAL, "AWS_ENDPOINT_URL": "http://sandbox.example:1", "SANDBOX_REMOTE_ENDPOINT": "sandbox.example"}
    assert configure({}, named).endpoint == "http://sandbox.example:1"


def test_aws_is_refused_with_the_name_of_the_upstream_plugin():
    assert "the upstream plugin" in refused({}, AWS_ENDPOINT_URL="")


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"])
def test_a_missing_variable_is_refused_by_name(name: str):
    assert refused({}, **{name: ""})
