"""Enforcement as a setting of a running engine, and requests that no signer makes."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.engine import Engine, clients, enforcement, host
from sandbox.engine.endpoint import enforce
from sandbox.settings import Settings

pytestmark = pytest.mark.engine

DEFAULT = {"mode": "enforce", "account_id_keys": True}


@pytest.fixture
def mode(engine: Engine) -> Iterator[Any]:
    """Set the mode, and the default again at the end."""

    def change(mode: str, *, account_id_keys: bool = True) -> None:
        enforce(engine.endpoint, engine.token, mode, account_id_keys=account_id_keys)
        assert enforcement(engine.endpoint, engine.token) == {"mode": mode, "account_id_keys": account_id_keys}

    yield change
    enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)


def sts(engine: Engine, key: str, secret: str | None) -> Any:
    return clients.session().client(
        "sts",
        endpoint_url=engine.endpoint,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=clients.config(),
    )


@pytest.fixture
def forger(client: Any, engine: Engine, account: str) -> Iterator[Any]:
    """A client that knows a user's access key, not its secret."""
    iam = client("iam", account=account)
    iam.create_user(UserName="alice")
    key = iam.create_access_key(UserName="alice")["AccessKey"]["AccessKeyId"]
    made = sts(engine, key, "guessed")
    yield made
    made.close()


def test_signatures_are_enforced_by_default(engine: Engine, forger: Any):
    assert enforcement(engine.endpoint, engine.token) == DEFAULT
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        forger.get_caller_identity()


def test_audit_executes_what_would_be_refused_and_logs_it(forger: Any, mode: Any, settings: Settings, account: str):
    mode("audit")
    assert forger.get_caller_identity()["Account"] == account
    logged = host.log_path(settings).read_text()
    assert "audit: POST / would be refused: SignatureDoesNotMatch: The request signature we calculated" in logged


def test_off_examines_nothing(forger: Any, mode: Any, account: str):
    mode("off")
    assert forger.get_caller_identity()["Account"] == account


def test_an_account_id_is_a_key_of_the_engine_s_owner_only_where_the_shortcut_is_off(
    engine: Engine, mode: Any, account: str
):
    other, owner = sts(engine, account, "any"), sts(engine, account, engine.token)
    with closing(other), closing(owner):
        assert other.get_caller_identity()["Account"] == account
        mode("enforce", account_id_keys=False)
        with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
            other.get_caller_identity()
        assert owner.get_caller_identity()["Account"] == account


def test_the_setting_needs_the_token_and_known_values(engine: Engine):
    enforce(engine.endpoint, "other", "off", account_id_keys=True)
    enforce(engine.endpoint, engine.token, "on", account_id_keys=True)
    enforce(engine.endpoint, engine.token, "off", account_id_keys="yes")  # type: ignore[arg-type]
    assert enforcement(engine.endpoint, engine.token) == DEFAULT
    assert enforcement(engine.endpoint, None) is None


SCOPE = "LKIAQAAAAAAACQZHDP2C/20260101/us-east-1"
UNDATED = f"AWS4-HMAC-SHA256 Credential={SCOPE}/sts/aws4_request, SignedHeaders=host, Signature={'0' * 64}"
NOT_ASCII = "AWS4-HMAC-SHA256 Credential=\xff\x01/\xe9/\xe9/s3/aws4_request, SignedHeaders=\xff, Signature=\xff"
BROKEN = [
    {"Authorization": "AWS4-HMAC-SHA256"},
    {"Authorization": "AWS4-HMAC-SHA256 "},
    {"Authorization": "AWS4-HMAC-SHA256 ,,,="},
    {"Authorization": f"AWS4-HMAC-SHA256 Credential={SCOPE}/sts/aws4_request"},
    {"Authorization": "AWS4-HMAC-SHA256 Credential=////, SignedHeaders=host, Signature=0", "X-Amz-Date": "x"},
    {"Authorization": UNDATED, "X-Amz-Date": "20269999T999999Z"},
    {"Authorization": NOT_ASCII},
    {"Authorization": "AWS4-ECDSA-P256-SHA256 Credential=a/b/sts/aws4_request"},
    {"Authorization": "Basic dXNlcjpwYXNz"},
    {"Authorization": "AWS :"},
    {"Authorization": ""},
]
TARGETS = [
    ("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15"),
    ("GET", "/bucket/key", ""),
    ("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=%F0%9F%98%80", ""),
    ("GET", "/bucket?X-Amz-Date=1&X-Amz-Date=2", ""),
    ("GET", "/bucket?AWSAccessKeyId=%ff&Signature=%00&Expires=99999999999999999999", ""),
]


@pytest.mark.parametrize(("method", "target", "body"), TARGETS)
def test_what_no_signer_makes_is_refused_without_a_traceback(
    engine: Engine, settings: Settings, method: str, target: str, body: str
):
    log = host.log_path(settings)
    before = len(log.read_text())
    for headers in BROKEN:
        status, text = raw(engine, method, target, body, headers)
        anonymous = not headers["Authorization"] and "?" not in target
        assert anonymous or 400 <= status < 500, (headers, status, text)
    assert "Traceback" not in log.read_text()[before:]


def raw(engine: Engine, method: str, target: str, body: str, headers: dict[str, str]) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection(engine.endpoint.removeprefix("http://"), timeout=30)) as connection:
        connection.putrequest(method, target)
        for name, value in headers.items():
            connection.putheader(name, value.encode("latin-1"))
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        return answer.status, answer.read()
