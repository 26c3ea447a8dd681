"""Clients are created on demand, with credentials that are refreshed."""

import json

import pytest

from sandbox.provider.clients import AccountClients
from sandbox.provider.configuration import configure
from tests.sandbox.provider.contract import SampleEnv

ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})


def environment(endpoint: str, access_key: str, secret_key: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": access_key,
        "AWS_SECRET_ACCESS_KEY": secret_key,
        "AWS_REGION": "us-east-1",
    }


def test_the_client_of_a_service_and_region_is_cached():
    clients = AccountClients(configure({}, environment("http://127.0.0.1:1", "111111111111", "test")))
    west = clients.client("sns", "us-west-2")
    assert clients.client("sns", "us-west-2") is west
    assert clients.client("sns", "us-east-1") is not west
    assert west.meta.endpoint_url == "http://127.0.0.1:1"


def test_aws_and_proxy_settings_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SNS", "http://elsewhere.invalid")
    clients = AccountClients(configure({}, environment("http://127.0.0.1:1", "111111111111", "test")))
    client = clients.client("sns", "us-east-1")
    assert client.meta.endpoint_url == "http://127.0.0.1:1"
    assert client.meta.config.proxies == {}


@pytest.mark.engine
def test_credentials_of_a_role_are_refreshed_before_they_expire(env: SampleEnv):
    iam = env.api("iam")
    iam("CreateUser", UserName="deployer")
    iam("PutUserPolicy", UserName="deployer", PolicyName="all", PolicyDocument=ALLOW)
    key = iam("CreateAccessKey", UserName="deployer")["AccessKey"]
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{env.account}:root"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam("CreateRole", RoleName="job", AssumeRolePolicyDocument=document)

    def credentials(duration: str) -> list[str]:
        role = {"roleArn": f"arn:aws:iam::{env.account}:role/job", "duration": duration}
        given = environment(env.endpoint, key["AccessKeyId"], key["SecretAccessKey"])
        sts = AccountClients(configure({"assumeRoles": [role]}, given)).client("sts", "us-east-1")
        return [sts._get_credentials().get_frozen_credentials().access_key for _ in range(2)]

    long, again = credentials("1h")
    assert long == again
    short, renewed = credentials("15m")  # within the last fifteen minutes, in which botocore refreshes credentials
    assert short != renewed
