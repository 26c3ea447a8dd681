"""CloudTrail events in AWS's shape, and a small organization whose principals made them.

Shape: CloudTrail user guide, cloudtrail-event-reference-record-contents and cloudtrail-event-reference-user-identity.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sandbox.iam import Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node, Resource

MANAGEMENT, ACCOUNT, OTHER = "999999999999", "111111111111", "222222222222"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/jobs/reader"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/kim"
USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
BUCKET = "pictures"


def document(*statements: Mapping[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(*actions: str, resource: object = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def deny(*actions: str, resource: object = "*", **more: Any) -> dict[str, Any]:
    return {**allow(*actions, resource=resource, **more), "Effect": "Deny"}


FULL = Policy("FullAWSAccess", document(allow("*")))


def organization(
    scp: Mapping[str, Any] | None = None,
    rcp: Mapping[str, Any] | None = None,
    boundary: Mapping[str, Any] | None = None,
    identity: Mapping[str, Any] | None = None,
) -> Snapshot:
    """Return an organization of two accounts; an SCP `rail`, an RCP `perimeter`, a boundary `most` where given."""
    scps = (FULL, Policy("rail", scp)) if scp else (FULL,)
    rcps = (Policy("perimeter", rcp),) if rcp else ()
    limit = Policy("most", boundary) if boundary else None
    own = (Policy("own", identity or document(allow("*"))),)
    return Snapshot(
        "test",
        "o-1",
        nodes={
            "r-1": Node("r-1", "Root", None, scps, rcps),
            ACCOUNT: Node(ACCOUNT, "mobile", "r-1", (FULL,)),
            OTHER: Node(OTHER, "data", "r-1", (FULL,)),
            MANAGEMENT: Node(MANAGEMENT, "management", "r-1", (FULL,)),
        },
        accounts={
            ACCOUNT: Account(ACCOUNT, "mobile", ACCOUNT),
            OTHER: Account(OTHER, "data", OTHER),
            MANAGEMENT: Account(MANAGEMENT, "management", MANAGEMENT, management=True),
        },
        callers={
            ROLE: Caller(ROLE, ACCOUNT, own, limit, tags={"team": "mobile"}),
            USER: Caller(USER, ACCOUNT, own, limit),
        },
        resources={f"arn:aws:s3:::{BUCKET}": Resource(f"arn:aws:s3:::{BUCKET}", ACCOUNT, tags={"tier": "gold"})},
    )


def role_identity(**attributes: Any) -> dict[str, Any]:
    return {
        "type": "AssumedRole",
        "principalId": "AROAEXAMPLEID:kim",
        "arn": SESSION,
        "accountId": ACCOUNT,
        "accessKeyId": "ASIAEXAMPLEKEY",
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": "AROAEXAMPLEID",
                "arn": ROLE,
                "accountId": ACCOUNT,
                "userName": "reader",
            },
            "webIdFederationData": {},
            "attributes": {"creationDate": "2026-11-01T08:00:00Z", "mfaAuthenticated": "false", **attributes},
        },
    }


def user_identity() -> dict[str, Any]:
    return {
        "type": "IAMUser",
        "principalId": "AIDAEXAMPLEID",
        "arn": USER,
        "accountId": ACCOUNT,
        "accessKeyId": "AKIAEXAMPLEKEY",
        "userName": "ann",
    }


def event(source: str, name: str, parameters: object = None, **members: Any) -> dict[str, Any]:
    """Return an event of a role's session; `members` replace or add members of the record."""
    return {
        "eventVersion": "1.11",
        "userIdentity": role_identity(),
        "eventTime": "2026-11-01T09:00:00Z",
        "eventSource": f"{source}.amazonaws.com",
        "eventName": name,
        "awsRegion": "eu-west-1",
        "sourceIPAddress": "192.0.2.7",
        "userAgent": "aws-cli/2.31.0",
        "requestParameters": parameters,
        "responseElements": None,
        "requestID": "79104EXAMPLEB723",
        "eventID": "4b0f8c2e-1111-4222-8333-444455556666",
        "readOnly": True,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "tlsDetails": {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": f"{source}.eu-west-1.amazonaws.com",
        },
    } | members


def get_object(key: str = "a.png", **members: Any) -> dict[str, Any]:
    """Return S3's data event of a read object, as the S3 user guide shows it."""
    parameters = {"bucketName": BUCKET, "Host": f"{BUCKET}.s3.eu-west-1.amazonaws.com", "key": key}
    resources = [
        {"type": "AWS::S3::Object", "ARN": f"arn:aws:s3:::{BUCKET}/{key}"},
        {"accountId": ACCOUNT, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{BUCKET}"},
    ]
    data = {"managementEvent": False, "eventCategory": "Data", "resources": resources}
    return event("s3", "GetObject", parameters, **(data | members))


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write a file as a trail delivers it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"Records": list(records)}).encode()
    path.write_bytes(gzip.compress(text, 6) if path.suffix == ".gz" else text)
    return path
