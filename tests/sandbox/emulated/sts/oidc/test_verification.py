"""AssumeRoleWithWebIdentity, with tokens of an issuer on loopback, through the engine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.engine import Engine
from tests.sandbox.emulated.sts.oidc.issuer import CLIENT, Issuer, Keys, running_issuer

pytestmark = pytest.mark.engine

type Assume = Callable[..., dict[str, Any]]


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    with running_issuer(tmp_path) as made:
        yield made


@pytest.fixture
def provider(client: Any, account: str, issuer: Issuer) -> str:
    made = client("iam", account=account).create_open_id_connect_provider(
        Url=issuer.url, ClientIDList=[CLIENT], ThumbprintList=[issuer.thumbprint]
    )
    return str(made["OpenIDConnectProviderArn"])


@pytest.fixture
def role(client: Any, account: str, issuer: Issuer, provider: str) -> str:
    """A role for one subject, with its tags and source identity."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
        "Condition": {"StringEquals": {f"{issuer.name}:aud": CLIENT, f"{issuer.name}:sub": "repo:shop"}},
    }
    iam = client("iam", account=account)
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName="ci", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    allowed = {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_role_policy(RoleName="ci", PolicyName="own", PolicyDocument=document)
    return str(arn)


@pytest.fixture
def assume(engine: Engine, role: str) -> Iterator[Assume]:
    """Call the operation without AWS credentials."""
    sts = boto3.client(
        "sts", endpoint_url=engine.endpoint, region_name="us-east-1", config=Config(signature_version=UNSIGNED)
    )
    yield lambda token, **more: sts.assume_role_with_web_identity(
        **{"RoleArn": role, "RoleSessionName": "build", "WebIdentityToken": token, **more}
    )
    sts.close()


def refused(assume: Assume, token: str, **more: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        assume(token, **more)
    found = error.value.response["Error"]
    return found["Code"], found["Message"]


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_verified_token_begins_a_session_of_the_role(
    client: Any, account: str, issuer: Issuer, assume: Assume, algorithm: str
):
    made = assume(issuer.token(algorithm))
    assert (made["SubjectFromWebIdentityToken"], made["Audience"]) == ("repo:shop", CLIENT)
    assert made["Provider"] == f"arn:aws:iam::{account}:oidc-provider/{issuer.name}"
    given = made["Credentials"]
    keys = {"account": given["AccessKeyId"], "secret": given["SecretAccessKey"], "token": given["SessionToken"]}
    arn = f"arn:aws:sts::{account}:assumed-role/ci/build"
    assert client("sts", **keys).get_caller_identity()["Arn"] == made["AssumedRoleUser"]["Arn"] == arn
    client("sqs", **keys).list_queues()
    with pytest.raises(ClientError, match="no identity-based policy allows the sns:ListTopics"):
        client("sns", **keys).list_topics()


def test_the_event_has_the_web_identity(client: Any, account: str, issuer: Issuer, provider: str, assume: Assume):
    assume(issuer.token())
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "AssumeRoleWithWebIdentity"}]
    found = client("cloudtrail", account=account).lookup_events(LookupAttributes=wanted)["Events"]
    event = json.loads(found[0]["CloudTrailEvent"])
    assert event["userIdentity"] == {
        "type": "WebIdentityUser",
        "principalId": f"{provider}:{CLIENT}:repo:shop",
        "userName": "repo:shop",
        "identityProvider": provider,
    }
    assert event["recipientAccountId"] == account
    assert issuer.token().rpartition(".")[0] not in found[0]["CloudTrailEvent"]


def test_the_trust_policy_decides_about_the_subject(issuer: Issuer, role: str, assume: Assume):
    denied = ("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
    assert refused(assume, issuer.token(sub="repo:other")) == denied
    assert refused(assume, issuer.token(), RoleArn=role.replace("/ci", "/absent")) == denied


def test_bad_tokens_are_refused(issuer: Issuer, assume: Assume):
    now = int(time.time())
    cases: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"exp": now - 1}, "ExpiredTokenException", "Token expired"),
        ({"aud": "other"}, "InvalidIdentityToken", "Incorrect token audience"),
        ({"azp": "other"}, "InvalidIdentityToken", "Incorrect token audience"),
        ({"sub": None}, "InvalidIdentityToken", "Missing a required claim: sub"),
        ({"iss": "https://127.0.0.1:1"}, "InvalidIdentityToken", "No OpenIDConnect provider found in your account"),
        ({"exp": "soon"}, "InvalidIdentityToken", "exp is not a number"),
        ({"nbf": now + 4000}, "IDPRejectedClaim", "nbf of the token lies in the future"),
        ({"https://aws.amazon.com/tags": ["x"]}, "InvalidIdentityToken", "is malformed"),
    )
    for changes, code, part in cases:
        found, message = refused(assume, issuer.token(**changes))
        assert (found, part in message) == (code, True), (changes, found, message)


def test_forged_tokens_are_refused(issuer: Issuer, assume: Assume):
    claims = issuer.claims()
    for token in (
        Keys().token(claims),
        Keys().token(claims, "ES256"),
        issuer.keys.token(claims, kid="absent"),
        issuer.keys.token(claims, alg="none"),
        issuer.token()[:-8] + "AAAAAAAA",
        "not.a.token",
    ):
        assert refused(assume, token)[0] == "InvalidIdentityToken"


def test_the_providers_certificate_must_have_the_thumbprint(
    client: Any, account: str, issuer: Issuer, provider: str, assume: Assume
):
    iam = client("iam", account=account)
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=["0" * 40])
    code, message = refused(assume, issuer.token())
    assert code == "InvalidIdentityToken"
    assert message == "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"


def test_keys_are_fetched_from_loopback_only(client: Any, account: str, issuer: Issuer, assume: Assume):
    client("iam", account=account).create_open_id_connect_provider(
        Url="https://token.example.com", ClientIDList=[CLIENT], ThumbprintList=["0" * 40]
    )
    code, message = refused(assume, issuer.token(iss="https://token.example.com"))
    assert code == "IDPCommunicationError"
    assert "from loopback only, and token.example.com is elsewhere" in message


def test_a_token_has_session_tags_and_a_source_identity(client: Any, account: str, issuer: Issuer, assume: Assume):
    tags = {"principal_tags": {"team": ["mobile"]}, "transitive_tag_keys": ["team"]}
    claims: dict[str, Any] = {"https://aws.amazon.com/tags": tags, "https://aws.amazon.com/source_identity": "kim"}
    made = assume(issuer.token(**claims))
    assert made["SourceIdentity"] == "kim"
    condition = {"StringEquals": {"aws:PrincipalTag/team": "mobile", "aws:SourceIdentity": "kim"}}
    allowed = {"Effect": "Allow", "Action": "sns:ListTopics", "Resource": "*", "Condition": condition}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    client("iam", account=account).put_role_policy(RoleName="ci", PolicyName="tagged", PolicyDocument=document)
    given = made["Credentials"]
    keys = {"account": given["AccessKeyId"], "secret": given["SecretAccessKey"], "token": given["SessionToken"]}
    client("sns", **keys).list_topics()
