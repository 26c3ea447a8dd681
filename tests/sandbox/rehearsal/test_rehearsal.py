"""Events are decided before and after a change."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Layer, Policy, Snapshot
from sandbox.rehearsal.outcome import Effect
from sandbox.rehearsal.policy_change import with_attachment, with_version
from sandbox.rehearsal.reasons import Reason
from sandbox.rehearsal.rehearsal import Change, Rehearsal
from sandbox.rehearsal.tally import Tally
from tests.sandbox.rehearsal.recorded import (
    ACCOUNT,
    BUCKET,
    OTHER,
    ROLE,
    SESSION,
    USER,
    allow,
    deny,
    document,
    event,
    get_object,
    organization,
    role_identity,
    user_identity,
)

NOTHING = document(deny("sqs:PurgeQueue"))


def rehearsed(before: Snapshot, after: Snapshot, *records: Any, **given: object) -> Tally:
    tally = Tally()
    Rehearsal(Change(before, after, {key.replace("_", ":"): value for key, value in given.items()})).count(
        records, tally
    )
    return tally


def stricter(*statements: dict[str, Any]) -> tuple[Snapshot, Snapshot]:
    """Return an organization with an SCP, and with another version of it."""
    before = organization(scp=NOTHING)
    return before, with_version(before, Policy("rail", document(*statements)))


def reasons(tally: Tally) -> dict[Reason, int]:
    return {reason: found.count for reason, found in tally.unjudged.items()}


def test_a_denied_call_has_its_statement_its_times_and_a_witness():
    first = get_object(eventTime="2026-11-01T09:00:00Z", eventID="first")
    last = get_object("b.png", eventTime="2026-11-03T09:00:00Z", eventID="last")
    tally = rehearsed(*stricter(deny("s3:GetObject", Sid="NoReads")), last, first, event("s3", "ListBuckets", {}))
    ((subject, line),) = tally.lines.items()
    assert (subject.effect, subject.principal, subject.action) == (Effect.DENIED, ROLE, "s3:GetObject")
    assert subject.deciding is not None
    assert (subject.deciding.layer, subject.deciding.policy, subject.deciding.statement) == (
        Layer.SCP,
        "rail",
        "NoReads",
    )
    assert (line.count, line.first, line.last) == (2, "2026-11-01T09:00:00Z", "2026-11-03T09:00:00Z")
    assert (line.witness.event.id, line.witness.event.principal) == ("first", SESSION)
    assert line.witness.resource == f"arn:aws:s3:::{BUCKET}/a.png"
    assert tally.effects == {Effect.DENIED: 2, Effect.UNCHANGED: 1}


def test_a_refused_call_that_would_be_allowed_is_apart():
    before = organization(scp=document(deny("s3:GetObject")))
    after = with_version(before, Policy("rail", NOTHING))
    refused = get_object(errorCode="AccessDenied", errorMessage="Access Denied")
    tally = rehearsed(before, after, refused, event("sqs", "ListQueues", {}, errorCode="AccessDenied"))
    ((subject, line),) = tally.lines.items()
    assert (subject.effect, subject.action, line.count) == (Effect.ALLOWED, "s3:GetObject", 1)
    assert reasons(tally) == {Reason.ALLOWED_BEFORE: 1}


def test_a_call_that_stays_refused_is_counted():
    before = organization(scp=document(deny("s3:GetObject")))
    after = with_version(before, Policy("rail", document(deny("s3:Get*"))))
    assert rehearsed(before, after, get_object(errorCode="AccessDenied")).effects == {Effect.STILL_DENIED: 1}


def test_a_call_that_failed_for_another_reason_was_allowed():
    tally = rehearsed(*stricter(deny("s3:GetObject")), get_object(errorCode="NoSuchKey"))
    assert tally.effects == {Effect.DENIED: 1}


def test_a_boundary_that_allows_no_more_denies():
    before = organization(boundary=document(allow("*")))
    after = with_version(before, Policy("most", document(allow("sqs:*"))))
    tally = rehearsed(before, after, get_object(), event("sqs", "ListQueues", {}))
    ((subject, _),) = tally.lines.items()
    assert subject.deciding is not None
    assert (subject.action, subject.deciding.layer) == ("s3:GetObject", Layer.BOUNDARY)
    assert tally.effects == {Effect.DENIED: 1, Effect.UNCHANGED: 1}


def test_an_rcp_denies_by_the_account_of_the_resource():
    before = organization(rcp=document(deny("s3:PutObject", Principal="*")))
    closed = deny("s3:GetObject", Principal="*", Condition={"StringEquals": {"aws:ResourceAccount": ACCOUNT}})
    after = with_version(before, Policy("perimeter", document(closed)))
    anonymous = get_object(userIdentity={"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"})
    tally = rehearsed(before, after, get_object(), anonymous)
    assert {subject.principal for subject in tally.lines} == {ROLE, "anonymous"}
    assert {subject.deciding and subject.deciding.layer for subject in tally.lines} == {Layer.RCP}


def test_a_new_policy_applies_below_the_unit_that_it_is_attached_to():
    before = organization()
    after = with_attachment(before, Policy("new", document(deny("s3:*"))), "data")
    assert rehearsed(before, after, get_object()).effects == {Effect.UNCHANGED: 1}
    after = with_attachment(before, Policy("new", document(deny("s3:*"))), "mobile")
    assert rehearsed(before, after, get_object()).effects == {Effect.DENIED: 1}


def test_management_account_is_exempt_from_scps():
    identity = user_identity() | {"arn": "arn:aws:iam::999999999999:user/root-admin", "accountId": "999999999999"}
    tally = rehearsed(*stricter(deny("*")), get_object(userIdentity=identity), get_object())
    assert tally.effects == {Effect.UNCHANGED: 1, Effect.DENIED: 1}


def test_identity_policies_can_be_changed_too():
    before = organization()
    after = with_version(before, Policy("own", document(allow("sqs:*"))))
    tally = rehearsed(before, after, get_object(), event("sqs", "ListQueues", {}))
    assert tally.effects == {Effect.DENIED: 1, Effect.UNCHANGED: 1}


S3_DATA = {"SignatureVersion": "SigV4", "AuthenticationMethod": "AuthHeader", "CipherSuite": "ECDHE-RSA-AES128-SHA"}
DECRYPT = event(
    "kms",
    "Decrypt",
    {"keyId": f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1", "encryptionContext": {"purpose": "test"}},
)
RUN = event(
    "ec2",
    "RunInstances",
    {"instancesSet": {"items": [{"imageId": "ami-1", "minCount": 1, "maxCount": 1}]}, "instanceType": "t3.micro"},
)
REGION = {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}


@pytest.mark.parametrize(
    ("condition", "record", "effect"),
    [
        (REGION, event("sqs", "ListQueues", {}), Effect.UNCHANGED),
        (REGION, event("sqs", "ListQueues", {}, awsRegion="us-west-2"), Effect.DENIED),
        (REGION, event("iam", "ListRoles", {}, awsRegion="us-east-1"), Effect.DENIED),
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, get_object(), Effect.DENIED),
        (
            {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
            get_object(userIdentity=role_identity(mfaAuthenticated="true")),
            Effect.UNCHANGED,
        ),
        (
            {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
            get_object(userIdentity=user_identity()),
            Effect.UNCHANGED,
        ),
        ({"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, get_object(), Effect.UNCHANGED),
        ({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, get_object(), Effect.DENIED),
        ({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, get_object(vpcEndpointId="vpce-1"), Effect.DENIED),
        ({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, get_object(vpcEndpointId="vpce-1"), Effect.DENIED),
        ({"StringNotEquals": {"aws:PrincipalTag/team": "mobile"}}, get_object(), Effect.UNCHANGED),
        ({"StringEquals": {"aws:PrincipalTag/team": "mobile"}}, get_object(), Effect.DENIED),
        ({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/jobs/*"}}, get_object(), Effect.UNCHANGED),
        ({"Bool": {"aws:SecureTransport": "false"}}, get_object(), Effect.UNCHANGED),
        ({"Bool": {"aws:ViaAWSService": "true"}}, get_object(), Effect.UNCHANGED),
        (
            {"Bool": {"aws:ViaAWSService": "true"}},
            get_object(userIdentity=role_identity() | {"invokedBy": "athena.amazonaws.com"}),
            Effect.DENIED,
        ),
        ({"DateGreaterThan": {"aws:CurrentTime": "2026-11-01T08:59:59Z"}}, get_object(), Effect.DENIED),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, get_object(), Effect.DENIED),
        ({"StringLike": {"aws:UserAgent": "aws-cli/*"}}, get_object(), Effect.DENIED),
        ({"NumericGreaterThan": {"aws:MultiFactorAuthAge": "60"}}, get_object(), Effect.UNCHANGED),
        (
            {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "60"}},
            get_object(userIdentity=role_identity(mfaAuthenticated="true")),
            Effect.DENIED,
        ),
        ({"Null": {"aws:SourceArn": "false"}}, get_object(), Effect.UNCHANGED),
        ({"StringEquals": {"s3:authType": "REST-HEADER"}}, get_object(additionalEventData=S3_DATA), Effect.DENIED),
        ({"StringEquals": {"s3:signatureversion": "AWS"}}, get_object(additionalEventData=S3_DATA), Effect.UNCHANGED),
        ({"NumericLessThan": {"s3:TlsVersion": "1.2"}}, get_object(), Effect.UNCHANGED),
        ({"StringEquals": {"s3:x-amz-acl": "public-read"}}, get_object(), Effect.UNCHANGED),
        ({"StringEquals": {"s3:ResourceAccount": ACCOUNT}}, get_object(), Effect.DENIED),
        ({"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}, DECRYPT, Effect.UNCHANGED),
        (
            {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
            DECRYPT | {"userIdentity": role_identity() | {"invokedBy": "s3.amazonaws.com"}},
            Effect.DENIED,
        ),
        ({"StringEquals": {"kms:CallerAccount": ACCOUNT}}, DECRYPT, Effect.DENIED),
        ({"StringEquals": {"kms:EncryptionContext:purpose": "test"}}, DECRYPT, Effect.DENIED),
        ({"Null": {"aws:RequestTag/team": "true"}}, event("sqs", "CreateQueue", {"queueName": "q"}), Effect.DENIED),
        (
            {"Null": {"aws:RequestTag/team": "true"}},
            event("sqs", "CreateQueue", {"queueName": "q", "tags": {"team": "mobile"}}),
            Effect.UNCHANGED,
        ),
        ({"StringEquals": {"ec2:InstanceType": "t3.micro"}}, RUN, Effect.DENIED),
        # of the image, the subnet and the others the key is absent
        ({"StringNotEquals": {"ec2:InstanceType": "t3.micro"}}, RUN, Effect.DENIED),
        ({"StringNotEqualsIfExists": {"ec2:InstanceType": "t3.micro"}}, RUN, Effect.DENIED),
        (
            {"StringNotEquals": {"ec2:InstanceType": "t3.micro"}, "Null": {"ec2:InstanceType": "false"}},
            RUN,
            Effect.UNCHANGED,
        ),
    ],
)
def test_condition_keys_come_from_the_event(condition: dict[str, Any], record: dict[str, Any], effect: Effect):
    assert rehearsed(*stricter(deny("*", Condition=condition)), record).effects == {effect: 1}


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("aws:Referer", get_object()),
        ("aws:KeyOfTomorrow", get_object()),
        ("aws:ViaAWSService", get_object(userIdentity=role_identity() | {"invokedBy": "AWS Internal"})),
        ("aws:SourceVpc", get_object(vpcEndpointId="vpce-1")),
        ("aws:SourceIp", get_object(sourceIPAddress="cloudformation.amazonaws.com")),
        ("aws:PrincipalTag/project", get_object()),
        ("aws:SecureTransport", get_object(tlsDetails=None)),
        ("s3:ExistingObjectTag/secret", get_object()),
    ],
)
def test_an_event_is_not_judged_where_a_key_decides_that_it_does_not_hold(key: str, record: dict[str, Any]):
    condition = {"StringNotEquals": {key: "x"}}
    tally = rehearsed(*stricter(deny("s3:GetObject", Condition=condition)), record)
    assert reasons(tally) == {Reason.MISSING_KEYS: 1}
    assert tally.unjudged[Reason.MISSING_KEYS].details == {key.lower(): 1}


def test_a_missing_key_does_not_matter_where_another_statement_decides():
    unknown = deny("s3:GetObject", Condition={"StringNotEquals": {"aws:Referer": "x"}})
    tally = rehearsed(*stricter(unknown, deny("s3:Get*", Sid="Plain")), get_object())
    ((subject, _),) = tally.lines.items()
    assert subject.deciding is not None
    assert subject.deciding.statement == "Plain"


def test_a_missing_key_of_an_unchanged_statement_does_not_matter():
    unknown = deny("s3:GetObject", Condition={"StringNotEquals": {"aws:Referer": "x"}})
    before = organization(scp=document(unknown))
    after = with_version(before, Policy("rail", document(unknown, deny("s3:GetObject", resource="arn:aws:s3:::x/*"))))
    assert rehearsed(before, after, get_object()).effects == {Effect.UNCHANGED: 1}


def test_a_missing_key_of_an_allow_matters_where_another_allow_is_gone():
    tagged = allow("s3:*", Condition={"StringEquals": {"aws:Referer": "x"}})
    before = organization(boundary=document(allow("*"), tagged))
    after = with_version(before, Policy("most", document(tagged, allow("sqs:*"))))
    assert reasons(rehearsed(before, after, get_object())) == {Reason.MISSING_KEYS: 1}


def test_a_missing_key_in_a_variable_of_a_resource_matters():
    own = deny("s3:GetObject", resource="arn:aws:s3:::pictures/${aws:PrincipalTag/project}/*")
    elsewhere = deny("s3:GetObject", resource="arn:aws:s3:::other/${aws:PrincipalTag/project}/*")
    assert reasons(rehearsed(*stricter(own), get_object("a/b.png"))) == {Reason.MISSING_KEYS: 1}
    assert rehearsed(*stricter(elsewhere), get_object("a/b.png")).effects == {Effect.UNCHANGED: 1}


def test_a_missing_key_can_be_given():
    changed = stricter(deny("s3:GetObject", Condition={"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}))
    record = get_object(vpcEndpointId="vpce-1")
    assert rehearsed(*changed, record, aws_SourceVpc="vpc-1").effects == {Effect.UNCHANGED: 1}
    assert rehearsed(*changed, record, aws_SourceVpc="vpc-2").effects == {Effect.DENIED: 1}


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (event("signin", "ConsoleLogin", None, eventType="AwsConsoleSignIn"), Reason.SIGN_IN),
        (event("kms", "RotateKey", None, eventType="AwsServiceEvent"), Reason.SERVICE_EVENT),
        (event("ec2", "RunInstances", None, eventType="AwsCloudTrailInsight"), Reason.OTHER_EVENT),
        (
            event("sts", "AssumeRole", {}, userIdentity={"type": "AWSService", "invokedBy": "ec2.amazonaws.com"}),
            Reason.SERVICE_CALLER,
        ),
        (
            event(
                "sts", "AssumeRoleWithSAML", {}, userIdentity={"type": "SAMLUser", "principalId": "x", "userName": "k"}
            ),
            Reason.FEDERATED_CALLER,
        ),
        (
            event("sts", "AssumeRole", {}, userIdentity={"type": "AWSAccount", "principalId": "A", "accountId": OTHER}),
            Reason.CALLER_WITHOUT_ARN,
        ),
        (event("s3", "GetObject", {}, sharedEventID="1", recipientAccountId=OTHER), Reason.COPY),
        (event("billingconsole", "GetBillingDetails", {}), Reason.UNKNOWN_OPERATION),
        (event("sqs", "PurgeQueue", None), Reason.NO_PARAMETERS),
        (
            event("sqs", "PurgeQueue", {"omitted": True, "originalSize": 111000, "reason": "..."}),
            Reason.NO_PARAMETERS,
        ),
        ({"eventName": "GetObject"}, Reason.INVALID_RECORD),
        ("text", Reason.INVALID_RECORD),
        (
            event("s3", "GetObject", {}, userIdentity={"type": "IAMUser", "arn": 7, "accountId": "1"}),
            Reason.INVALID_RECORD,
        ),
    ],
)
def test_an_event_that_cannot_be_judged_is_counted_with_its_reason(record: Any, reason: Reason):
    assert reasons(rehearsed(*stricter(deny("*")), record)) == {reason: 1}


def test_callers_that_the_snapshot_lacks():
    gone = get_object(userIdentity=user_identity() | {"arn": USER.replace("ann", "gone"), "userName": "gone"})
    outside = get_object(
        userIdentity=user_identity() | {"arn": "arn:aws:iam::333333333333:user/x", "accountId": "3" * 12}
    )
    limited = organization(boundary=document(allow("*")))
    tighter = with_version(limited, Policy("most", document(allow("sqs:*"))))
    assert reasons(rehearsed(limited, tighter, gone, outside)) == {Reason.UNKNOWN_CALLER: 1, Reason.UNKNOWN_ACCOUNT: 1}
    tally = rehearsed(*stricter(deny("s3:GetObject")), gone, outside)
    assert tally.effects[Effect.DENIED] == 1
    assert reasons(tally) == {Reason.UNKNOWN_ACCOUNT: 1}


def test_a_bucket_of_an_account_that_the_snapshot_does_not_know():
    elsewhere = get_object()
    elsewhere["requestParameters"]["bucketName"] = "elsewhere"
    elsewhere["resources"] = [{"accountId": OTHER, "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::elsewhere"}]
    before = organization(rcp=document(deny("s3:PutObject", Principal="*")))
    after = with_version(
        before,
        Policy("perimeter", document(deny("s3:DeleteObject", "s3:Get*", Principal="*", resource="arn:aws:s3:::x/*"))),
    )
    assert reasons(rehearsed(before, after, elsewhere)) == {Reason.UNKNOWN_OWNER: 1}


def test_a_snapshot_that_denies_what_aws_allowed_gives_no_result():
    before = organization(scp=document(deny("s3:GetObject")))
    after = with_version(before, Policy("rail", document(deny("s3:Get*"))))
    assert reasons(rehearsed(before, after, get_object())) == {Reason.DENIED_BEFORE: 1}


def test_an_unchanged_snapshot_changes_nothing():
    before = organization(scp=document(deny("s3:DeleteBucket")))
    assert rehearsed(before, before, get_object()).effects == {Effect.UNCHANGED: 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("items", "arn", "type")), inner),
    max_leaves=4,
)
PLACES = st.sampled_from(
    (
        *((name,) for name in get_object()),
        *(("userIdentity", name) for name in role_identity()),
        ("userIdentity", "sessionContext", "sessionIssuer"),
        ("userIdentity", "sessionContext", "attributes"),
        ("requestParameters", "bucketName"),
        ("requestParameters", "instancesSet"),
        ("tlsDetails", "tlsVersion"),
    )
)
REHEARSAL = Rehearsal(Change(*stricter(deny("*", Condition={"StringNotEquals": {"aws:UserAgent": "x"}}))))


@given(st.lists(st.tuples(PLACES, JSON), min_size=1, max_size=3), st.sampled_from((get_object(), RUN, DECRYPT)))
def test_a_record_of_another_form_is_counted(changes: list[tuple[tuple[str, ...], Any]], record: dict[str, Any]):
    damaged = deepcopy(record)
    for place, value in changes:
        inner: Any = damaged
        for name in place[:-1]:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            inner[place[-1]] = value
    tally = Tally()
    REHEARSAL.count([damaged], tally)
    assert tally.events == 1
