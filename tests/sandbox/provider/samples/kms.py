"""KMS."""

import json

from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:kms/key:Key")
def key(env: SampleEnv) -> Case:
    statement = {
        "Sid": "Owner",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{env.account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return Case(
        {"description": "trail", "policy": policy, "deletionWindowInDays": 7, "enableKeyRotation": True},
        change={"description": "the trail", "policy": policy.replace("Owner", "Keeper"), "enableKeyRotation": False},
        replace={"keyUsage": "GENERATE_VERIFY_MAC", "customerMasterKeySpec": "HMAC_256"},
    )


@sample("aws:kms/alias:Alias")
def alias(env: SampleEnv) -> Case:
    one, other = env.make("aws:kms/key:Key"), env.make("aws:kms/key:Key")
    return Case(
        {"name": "alias/trail", "targetKeyId": one["keyId"]},
        change={"targetKeyId": other["keyId"]},
        replace={"name": "alias/other"},
    )
