"""AssumeRoleWithSAML, with assertions that a local identity provider signs, through the engine."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from tests.sandbox.emulated.sts.saml.identity_provider import (
    AWS,
    ENTITY,
    PLACE,
    SIGN_IN,
    IdentityProvider,
    Statement,
    encoded,
    response,
)
from tests.sandbox.gateway.authorization.people import Client, allow, policy, refused

pytestmark = pytest.mark.engine

type Assume = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def idp() -> IdentityProvider:
    return IdentityProvider()


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    return client("iam", account=account)


@pytest.fixture
def provider(iam: Any, idp: IdentityProvider) -> str:
    return str(iam.create_saml_provider(Name="corp", SAMLMetadataDocument=idp.metadata())["SAMLProviderArn"])


@pytest.fixture
def role(iam: Any, provider: str) -> str:
    return make_role(iam, provider, {"StringEquals": {"saml:aud": SIGN_IN}})


@pytest.fixture
def statement(role: str, provider: str) -> Statement:
    return Statement(role, provider)


@pytest.fixture
def assume(client: Client, account: str, role: str, provider: str) -> Assume:
    sts = client("sts", account=account)

    def call(text: str, **parameters: Any) -> dict[str, Any]:
        given = {"RoleArn": role, "PrincipalArn": provider, "SAMLAssertion": text} | parameters
        return dict(sts.assume_role_with_saml(**given))

    return call


def make_role(iam: Any, provider: str, condition: dict[str, Any], name: str = "sso") -> str:
    trust = {
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"],
        "Condition": condition,
    }
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy(trust))["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(allow("sqs:ListQueues")))
    return str(made)


@pytest.fixture
def session(iam: Any) -> Iterator[Callable[[dict[str, Any], str], Any]]:
    made: list[Any] = []

    def call(answer: dict[str, Any], service: str) -> Any:
        found = answer["Credentials"]
        client = boto3.client(
            service,
            aws_access_key_id=found["AccessKeyId"],
            aws_secret_access_key=found["SecretAccessKey"],
            aws_session_token=found["SessionToken"],
            region_name="us-east-1",
            endpoint_url=iam.meta.endpoint_url,
        )
        made.append(client)
        return client

    yield call
    for each in made:
        each.close()


def test_an_assertion_begins_a_session(
    assume: Assume, idp: IdentityProvider, statement: Statement, account: str, session: Any
) -> None:
    answer = assume(idp.response(statement))
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account}:assumed-role/sso/kim"
    assert (answer["Subject"], answer["SubjectType"]) == ("kim@gilt.example", "persistent")
    assert (answer["Issuer"], answer["Audience"]) == (ENTITY, SIGN_IN)
    digest = hashlib.sha1(f"{ENTITY}{account}/corp".encode(), usedforsecurity=False).digest()
    assert answer["NameQualifier"] == base64.b64encode(digest).decode()
    session(answer, "sqs").list_queues()
    assert refused(session(answer, "sns").list_topics)[0] == "AuthorizationError"


def test_a_signed_response_is_as_good_as_a_signed_assertion(
    assume: Assume, idp: IdentityProvider, statement: Statement
) -> None:
    whole = response(statement.xml.replace(PLACE, ""), place=PLACE)
    assume(encoded(idp.signed(whole, "_r1")))


def test_tags_source_identity_and_session_end_come_from_the_assertion(
    assume: Assume, idp: IdentityProvider, statement: Statement, iam: Any, session: Any
) -> None:
    tagged = statement.having(
        ("PrincipalTag:team", ("red",)),
        ("PrincipalTag:stage", ("test",)),
        ("TransitiveTagKeys", ("team",)),
        ("SourceIdentity", ("kim.jones",)),
        ("SessionDuration", ("7200",)),
    )
    condition = {"StringEquals": {"aws:PrincipalTag/team": "red", "aws:SourceIdentity": "kim.jones"}}
    own = allow("sns:ListTopics", Condition=condition | {"StringLike": {"saml:sub": "kim@*"}})
    iam.put_role_policy(RoleName="sso", PolicyName="tags", PolicyDocument=policy(own))
    answer = assume(idp.response(replace(tagged, session_lasts=timedelta(minutes=20))))
    assert answer["SourceIdentity"] == "kim.jones"
    session(answer, "sns").list_topics()
    left = answer["Credentials"]["Expiration"] - datetime.now(UTC)
    assert timedelta(minutes=15) < left <= timedelta(minutes=20)
    plain = assume(idp.response(statement))
    assert refused(session(plain, "sns").list_topics)[0] == "AuthorizationError"


def test_cloudtrail_names_the_identity_of_the_assertion(
    assume: Assume, idp: IdentityProvider, statement: Statement, client: Client, account: str
) -> None:
    answer = assume(idp.response(statement))
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "AssumeRoleWithSAML"}]
    (event,) = client("cloudtrail", account=account).lookup_events(LookupAttributes=wanted)["Events"]
    recorded = json.loads(event["CloudTrailEvent"])
    identity = recorded["userIdentity"]
    assert (identity["type"], identity["userName"]) == ("SAMLUser", "kim@gilt.example")
    assert identity["identityProvider"] == answer["NameQualifier"]
    assert identity["principalId"] == f"{answer['NameQualifier']}:kim@gilt.example"
    assert idp.response(statement)[:100] not in event["CloudTrailEvent"]


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("saml:iss", ENTITY, True),
        ("saml:iss", "https://other.example", False),
        ("saml:sub", "kim@gilt.example", True),
        ("saml:sub", "ann@gilt.example", False),
        ("saml:sub_type", "persistent", True),
        ("saml:sub_type", "transient", False),
        ("saml:aud", "https://eu-west-1.signin.aws.amazon.com/saml", False),
        ("saml:namequalifier", "x", False),
        ("sts:RoleSessionName", "kim", True),
        ("sts:RoleSessionName", "ann", False),
    ],
)
def test_the_trust_policy_reads_the_keys_of_the_assertion(
    assume: Assume, idp: IdentityProvider, iam: Any, provider: str, *, key: str, value: str, allowed: bool
) -> None:
    arn = make_role(iam, provider, {"StringEquals": {key: value}}, "keyed")
    text = idp.response(Statement(arn, provider))
    if allowed:
        assume(text, RoleArn=arn)
        return
    expected = ("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")
    assert refused(assume, text=text, RoleArn=arn) == expected


def test_the_trust_policy_reads_all_values_of_an_attribute(
    assume: Assume, idp: IdentityProvider, iam: Any, provider: str
) -> None:
    condition = {"ForAllValues:StringEquals": {"saml:edupersonaffiliation": ["staff", "member"]}}
    arn = make_role(iam, provider, condition | {"Null": {"saml:edupersonaffiliation": "false"}}, "staff")
    plain = Statement(arn, provider)
    affiliation = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"
    staff, guest = (
        replace(plain, attributes=(*plain.attributes, (affiliation, values)))
        for values in (("staff", "member"), ("staff", "guest"))
    )
    assume(idp.response(staff), RoleArn=arn)
    for one in (guest, plain):
        assert refused(assume, text=idp.response(one), RoleArn=arn)[0] == "AccessDenied"


def test_tags_need_their_own_permission(assume: Assume, idp: IdentityProvider, iam: Any, provider: str) -> None:
    trust = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithSAML"}
    arn = iam.create_role(RoleName="untagged", AssumeRolePolicyDocument=policy(trust))["Role"]["Arn"]
    plain = Statement(arn, provider)
    assume(idp.response(plain), RoleArn=arn)
    tagged = idp.response(plain.having(("PrincipalTag:team", ("red",))))
    assert refused(assume, text=tagged, RoleArn=arn)[0] == "AccessDenied"


def test_a_role_that_the_assertion_does_not_name_is_refused(
    assume: Assume, idp: IdentityProvider, statement: Statement, iam: Any, provider: str
) -> None:
    other = make_role(iam, provider, {}, "other")
    assert refused(assume, text=idp.response(statement), RoleArn=other)[0] == "AccessDenied"


def test_a_duration_beyond_the_role_s_is_refused(assume: Assume, idp: IdentityProvider, statement: Statement) -> None:
    code, message = refused(assume, text=idp.response(statement), DurationSeconds=7200)
    assert (code, "MaxSessionDuration" in message) == ("ValidationError", True)


def past(statement: Statement) -> Statement:
    return replace(statement, issued=datetime.now(UTC) - timedelta(hours=1))


def late(statement: Statement) -> Statement:
    return replace(statement, issued=datetime.now(UTC) - timedelta(minutes=6), lasts=timedelta(hours=1))


def early(statement: Statement) -> Statement:
    return replace(statement, issued=datetime.now(UTC) + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (past, "ExpiredTokenException", "Response expired"),
        (late, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance"),
        (early, "IDPRejectedClaim", "not valid yet"),
        (lambda one: replace(one, audience="https://other.example"), "InvalidIdentityToken", "required audience"),
        (lambda one: replace(one, recipient="https://other.example"), "InvalidIdentityToken", "required recipient"),
        (lambda one: replace(one, issuer="https://other.example"), "InvalidIdentityToken", "Issuer not present"),
        (lambda one: replace(one, subject=""), "InvalidIdentityToken", "no NameID"),
        (lambda one: replace(one, attributes=()), "InvalidIdentityToken", "RoleSessionName is required"),
        (
            lambda one: replace(one, attributes=((f"{AWS}RoleSessionName", ("a b",)),)),
            "InvalidIdentityToken",
            "RoleSessionName in AuthnResponse must match",
        ),
        (lambda one: one.having(("SourceIdentity", ("aws:x",))), "InvalidIdentityToken", "Source Identity must match"),
        (lambda one: one.having(("SessionDuration", ("1",))), "InvalidIdentityToken", "SessionDuration"),
        (lambda one: one.having(("TransitiveTagKeys", ("x",))), "InvalidIdentityToken", "transitive tag key"),
        (
            lambda one: one.having(("PrincipalTag:a", ("x",)), ("PrincipalTag:A", ("y",))),
            "InvalidIdentityToken",
            "Duplicate tag keys",
        ),
    ],
)
def test_a_signed_assertion_that_does_not_hold_is_refused(
    assume: Assume,
    idp: IdentityProvider,
    statement: Statement,
    *,
    change: Callable[[Statement], Statement],
    code: str,
    message: str,
) -> None:
    found = refused(assume, text=idp.response(change(statement)))
    assert found[0] == code
    assert message in found[1]


def test_a_failed_sign_in_is_refused(assume: Assume, idp: IdentityProvider, statement: Statement) -> None:
    failed = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"
    text = encoded(response(idp.assertion(statement), status=failed))
    assert refused(assume, text=text)[0] == "IDPRejectedClaim"


def unsigned(_idp: IdentityProvider, one: Statement) -> str:
    return response(one.xml.replace(PLACE, ""))


def foreign_key(_idp: IdentityProvider, one: Statement) -> str:
    return response(IdentityProvider().assertion(one))


def changed(idp: IdentityProvider, one: Statement) -> str:
    return response(idp.assertion(one).replace("kim@gilt.example", "ann@gilt.example"))


def changed_by_a_comment(idp: IdentityProvider, one: Statement) -> str:
    """Comments are not signed: a name that ends at one would be another name."""
    signed = idp.assertion(replace(one, subject="ann@gilt.example.evil.example"))
    return response(signed.replace("gilt.example.evil", "gilt.example<!-- -->.evil"))


def forged(one: Statement) -> str:
    return replace(one, subject="root@gilt.example", identifier="_evil").xml.replace(PLACE, "")


def wrapped_before(idp: IdentityProvider, one: Statement) -> str:
    return response(forged(one), idp.assertion(one))


def wrapped_after(idp: IdentityProvider, one: Statement) -> str:
    return response(idp.assertion(one), forged(one))


def wrapped_inside(idp: IdentityProvider, one: Statement) -> str:
    """The signed assertion is a child of the forged one."""
    return response(forged(one).replace("</saml:Assertion>", idp.assertion(one) + "</saml:Assertion>"))


def wrapped_with_its_signature(idp: IdentityProvider, one: Statement) -> str:
    """The forged assertion has the signature, in which the signed one is an object."""
    signed = idp.assertion(one)
    signature = signed[signed.index("<ds:Signature") : signed.index("</ds:Signature>")]
    original = one.xml.replace(PLACE, "")
    inside = f"{signature}<ds:Object>{original}</ds:Object></ds:Signature>"
    evil = replace(one, subject="root@gilt.example", identifier="_evil").xml
    return response(evil.replace(PLACE, inside))


def wrapped_as_an_extension(idp: IdentityProvider, one: Statement) -> str:
    extension = f"<samlp:Extensions>{idp.assertion(one)}</samlp:Extensions>"
    return response(extension, forged(one))


def the_same_id(idp: IdentityProvider, one: Statement) -> str:
    """Another element has the id of the signed assertion."""
    return response(f'<samlp:Extensions ID="{one.identifier}"></samlp:Extensions>', idp.assertion(one))


def signature_over_the_status(idp: IdentityProvider, one: Statement) -> str:
    """The signature in the response is that of another element."""
    protocol = "urn:oasis:names:tc:SAML:2.0:protocol"
    extension = f'<samlp:Extensions xmlns:samlp="{protocol}" ID="_x1"></samlp:Extensions>'
    whole = idp.signed(f"{PLACE}{extension}", "_x1")
    signature = whole.partition("</ds:Signature>")[0] + "</ds:Signature>"
    return response(extension, one.xml.replace(PLACE, ""), place=signature)


@pytest.mark.parametrize(
    "forge",
    [
        unsigned,
        foreign_key,
        changed,
        wrapped_before,
        wrapped_after,
        wrapped_inside,
        wrapped_with_its_signature,
        wrapped_as_an_extension,
        the_same_id,
        signature_over_the_status,
    ],
)
def test_a_forged_response_is_refused(
    assume: Assume,
    idp: IdentityProvider,
    statement: Statement,
    forge: Callable[[IdentityProvider, Statement], str],
) -> None:
    code, message = refused(assume, text=encoded(forge(idp, statement)))
    assert code == "InvalidIdentityToken"
    assert message.startswith("Response signature invalid: ")


def test_a_comment_does_not_shorten_the_subject(assume: Assume, idp: IdentityProvider, statement: Statement) -> None:
    answer = assume(encoded(changed_by_a_comment(idp, statement)))
    assert answer["Subject"] == "ann@gilt.example.evil.example"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_document_type_is_refused(assume: Assume, idp: IdentityProvider, statement: Statement, declared: str) -> None:
    text = encoded(declared + response(idp.assertion(statement)))
    assert refused(assume, text=text)[0] == "InvalidIdentityToken"


@pytest.mark.parametrize("text", ["<a>", "<a/>", "no XML", ""])
def test_what_is_no_response_is_refused(assume: Assume, text: str) -> None:
    assert refused(assume, text=encoded(text) or "====")[0] == "InvalidIdentityToken"


def test_a_provider_that_does_not_exist_is_refused(assume: Assume, idp: IdentityProvider, statement: Statement) -> None:
    absent = statement.provider.replace("corp", "absent")
    text = idp.response(replace(statement, provider=absent))
    assert refused(assume, text=text, PrincipalArn=absent) == (
        "InvalidIdentityToken",
        "Specified provider doesn't exist.",
    )


def test_metadata_that_has_expired_is_refused(
    assume: Assume, idp: IdentityProvider, statement: Statement, iam: Any
) -> None:
    old = idp.metadata(datetime.now(UTC) - timedelta(days=1))
    iam.update_saml_provider(SAMLProviderArn=statement.provider, SAMLMetadataDocument=old)
    assert refused(assume, text=idp.response(statement))[0] == "InvalidIdentityToken"


def test_new_metadata_replaces_the_key(assume: Assume, idp: IdentityProvider, statement: Statement, iam: Any) -> None:
    iam.update_saml_provider(SAMLProviderArn=statement.provider, SAMLMetadataDocument=IdentityProvider().metadata())
    assert refused(assume, text=idp.response(statement))[0] == "InvalidIdentityToken"
