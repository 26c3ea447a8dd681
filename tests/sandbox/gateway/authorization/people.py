"""Users and sessions of roles in the engine, and the policies that tests give them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

type Client = Callable[..., Any]
type Document = Mapping[str, Any]


def policy(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def deny(*actions: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {**allow(*actions, resource=resource, **more), "Effect": "Deny"}


class People:
    """Makes users and sessions of roles in one account, and their clients."""

    def __init__(self, client: Client, account: str) -> None:
        self.client, self.account = client, account
        self.iam = client("iam", account=account)

    def user(self, name: str, *statements: Mapping[str, Any], boundary: str | None = None) -> Callable[[str], Any]:
        arguments = {"PermissionsBoundary": boundary} if boundary else {}
        self.iam.create_user(UserName=name, **arguments)
        if statements:
            self.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*statements))
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return lambda service: self.client(service, account=key["AccessKeyId"], secret=key["SecretAccessKey"])

    def role(self, name: str, trusted: str, *statements: Mapping[str, Any]) -> str:
        trust = policy({"Effect": "Allow", "Principal": {"AWS": trusted}, "Action": "sts:AssumeRole"})
        arn = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        if statements:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
        return str(arn)

    def session(self, by: Any, role: str, **parameters: Any) -> Callable[[str], Any]:
        found = by.assume_role(RoleArn=role, RoleSessionName="kim", **parameters)["Credentials"]
        keys = {
            "aws_access_key_id": found["AccessKeyId"],
            "aws_secret_access_key": found["SecretAccessKey"],
            "aws_session_token": found["SessionToken"],
            "region_name": "us-east-1",
        }
        endpoint = self.iam.meta.endpoint_url
        return lambda service: boto3.Session(**keys).client(service, endpoint_url=endpoint)


def refused(call: Callable[..., Any], **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    found = error.value.response["Error"]
    return str(found["Code"]), str(found["Message"])
