"""A user with full access in an account outside the estate's organization, at a running endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import boto3

EXTERNAL = "999900001111"
NAME = "analyst"
_FULL_ACCESS = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

type Keys = tuple[str, str, str | None]


def client(service: str, endpoint: str, access_key: str, secret: str = "x", token: str | None = None) -> Any:  # noqa: S107 - any secret goes with an account id
    """Return a boto3 client; close it. An account id as access key makes it an administrator's."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret,
        aws_session_token=token,
    )


@contextmanager
def external_user(endpoint: str) -> Iterator[Keys]:
    """Create the user in an organization of its own, yield its keys, and delete both."""
    with closing(client("iam", endpoint, EXTERNAL)) as iam, closing(client("organizations", endpoint, EXTERNAL)) as own:
        own.create_organization(FeatureSet="ALL")
        iam.create_user(UserName=NAME)
        iam.put_user_policy(UserName=NAME, PolicyName="full-access", PolicyDocument=json.dumps(_FULL_ACCESS))
        made = iam.create_access_key(UserName=NAME)["AccessKey"]
        try:
            yield made["AccessKeyId"], made["SecretAccessKey"], None
        finally:
            iam.delete_access_key(UserName=NAME, AccessKeyId=made["AccessKeyId"])
            iam.delete_user_policy(UserName=NAME, PolicyName="full-access")
            iam.delete_user(UserName=NAME)
            own.delete_organization()
