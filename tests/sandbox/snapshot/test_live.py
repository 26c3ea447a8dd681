from __future__ import annotations

import io
import json
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.iam.evaluator import Evaluator
from sandbox.snapshot import exported
from sandbox.snapshot.live import Live

pytestmark = pytest.mark.engine
DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}]}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@dataclass
class RootClients:
    """Clients with the credentials of each account's root user; LocalStack takes the account id as access key."""

    make: Any
    management: str

    def client(self, service: str, account: str | None, region: str) -> Any:
        return self.make(service, account or self.management, region)


@pytest.fixture
def live(client: Any, account: str) -> Live:
    organizations = client("organizations", account)
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    iam = client("iam", account)
    iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.put_role_policy(RoleName="reader", PolicyName="own", PolicyDocument=json.dumps(DENY))
    iam.attach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
    s3 = client("s3", account)
    bucket = f"pictures-{secrets.token_hex(4)}"
    s3.create_bucket(Bucket=bucket)
    return Live("live", RootClients(client, account), ("us-east-1",))


def test_a_live_snapshot_has_the_policies_of_the_organization(live: Live, account: str) -> None:
    snapshot = live.read()
    evaluator = Evaluator(snapshot)
    role = f"arn:aws:iam::{account}:role/reader"
    assert evaluator.decide(role, "s3:ListAllMyBuckets").allowed
    assert not evaluator.decide(role, "s3:DeleteBucket", "arn:aws:s3:::any").allowed
    assert snapshot.accounts[account].management


def test_a_live_secret_has_its_resource_policy(live: Live, client: Any, account: str) -> None:
    secrets_manager = client("secretsmanager", account)
    statement = {"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:DeleteSecret", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    made = secrets_manager.create_secret(Name="prod/db", SecretString="x")["ARN"]
    bare = secrets_manager.create_secret(Name="prod/bare", SecretString="x")["ARN"]
    secrets_manager.put_resource_policy(SecretId=made, ResourcePolicy=json.dumps(policy))
    resources = live.read().resources
    found = resources[made].policy
    assert found is not None
    assert found.document == policy
    assert resources[bare].policy is None


def test_exported_files_give_the_same_snapshot_as_live(live: Live, tmp_path: Path) -> None:
    exported.write(live.responses(), tmp_path)
    exported_snapshot, live_snapshot = exported.read(tmp_path), live.read()
    assert set(exported_snapshot.callers) == set(live_snapshot.callers)
    assert {
        arn: caller.identity[0].document for arn, caller in exported_snapshot.callers.items() if caller.identity
    } == {arn: caller.identity[0].document for arn, caller in live_snapshot.callers.items() if caller.identity}


def test_a_live_snapshot_has_grants_of_keys_and_block_public_access(live: Live, client: Any, account: str) -> None:
    kms, s3, role = client("kms", account), client("s3", account), f"arn:aws:iam::{account}:role/reader"
    key = kms.create_key()["KeyMetadata"]
    kms.create_grant(KeyId=key["KeyId"], GranteePrincipal=role, Operations=["Decrypt"])
    bucket = s3.list_buckets()["Buckets"][0]["Name"]
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"RestrictPublicBuckets": True})
    snapshot = live.read()
    assert Evaluator(snapshot).decide(role, "kms:Decrypt", key["Arn"]).allowed
    assert not Evaluator(snapshot).decide(role, "kms:Encrypt", key["Arn"]).allowed
    assert snapshot.resources[f"arn:aws:s3:::{bucket}"].settings == {"restrict_public_buckets": True}


PAY = b"def handler(event, context): return event"


def test_a_live_snapshot_has_the_policies_of_functions_repositories_and_event_buses(
    live: Live, client: Any, account: str
) -> None:
    other = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}}
    bus, repository = "orders", "shop/api"
    events, ecr = client("events", account), client("ecr", account)
    events.create_event_bus(Name=bus)
    arn = f"arn:aws:events:us-east-1:{account}:event-bus/{bus}"
    put = {**other, "Sid": "Put", "Action": "events:PutEvents", "Resource": arn}
    events.put_permission(EventBusName=bus, Policy=json.dumps({"Version": "2012-10-17", "Statement": [put]}))
    ecr.create_repository(repositoryName=repository)
    ecr.create_repository(repositoryName="bare")
    pull = {**other, "Action": "ecr:BatchGetImage"}
    text = json.dumps({"Version": "2012-10-17", "Statement": [pull]})
    ecr.set_repository_policy(repositoryName=repository, policyText=text)
    snapshot = live.read()
    images = f"arn:aws:ecr:us-east-1:{account}:repository/"
    evaluator, caller = Evaluator(snapshot), "arn:aws:iam::444455556666:root"
    assert evaluator.decide(caller, "events:PutEvents", arn).allowed
    assert evaluator.decide(caller, "ecr:BatchGetImage", f"{images}{repository}").allowed
    assert snapshot.resources[f"{images}bare"].policy is None
    assert not evaluator.decide(caller, "ecr:BatchGetImage", f"{images}bare").allowed


def test_a_live_snapshot_has_the_policies_of_functions_and_their_aliases(live: Live, client: Any, account: str) -> None:
    made, functions = io.BytesIO(), client("lambda", account)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("pay.py", PAY)
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = client("iam", account).create_role(RoleName="run", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    functions.create_function(
        FunctionName="pay", Runtime="python3.13", Role=role, Handler="pay.handler", Code={"ZipFile": made.getvalue()}
    )
    functions.create_alias(FunctionName="pay", Name="live", FunctionVersion="$LATEST")
    for more in ({}, {"Qualifier": "live"}):
        functions.add_permission(
            FunctionName="pay",
            StatementId="orders",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            SourceAccount=account,
            **more,
        )
    arn = f"arn:aws:lambda:us-east-1:{account}:function:pay"
    evaluator, context = Evaluator(live.read()), {"aws:SourceAccount": account}
    for function in (arn, f"{arn}:live"):
        assert evaluator.decide("events.amazonaws.com", "lambda:InvokeFunction", function, context).allowed
        assert not evaluator.decide("sns.amazonaws.com", "lambda:InvokeFunction", function, context).allowed


def test_a_live_snapshot_has_the_shares_of_the_organization(live: Live, client: Any, account: str) -> None:
    gateway = client("ec2", account).create_transit_gateway()["TransitGateway"]["TransitGatewayArn"]
    organization = client("organizations", account).describe_organization()["Organization"]
    ram = client("ram", account)
    ram.enable_sharing_with_aws_organization()
    ram.create_resource_share(name="hub", resourceArns=[gateway], principals=[organization["Arn"]])
    snapshot = live.read()
    found = snapshot.resources[gateway].policy
    assert found is not None
    assert (found.name, snapshot.notes) == ("RAM share hub", ())
    assert f'{{"aws:PrincipalOrgID": "{organization["Id"]}"}}' in json.dumps(found.document)
