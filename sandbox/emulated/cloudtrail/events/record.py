"""The record of a call, in CloudTrail's own fields. Source: "CloudTrail record contents", version 1.11."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.cloudtrail.events import classification, parameters
from sandbox.emulated.cloudtrail.events.recorded_call import Identity, RecordedCall, SessionContext

VERSION = "1.11"
TIME = "%Y-%m-%dT%H:%M:%SZ"
CLIENTS_FAULT = "Client."
"""Prefix of EC2's error codes in CloudTrail."""


def record(call: RecordedCall, event: str) -> dict[str, Any]:
    """Return the record of a call; `event` is its id."""
    reads = classification.only_reads(call.operation)
    made: dict[str, Any] = {
        "eventVersion": VERSION,
        "userIdentity": identity(call.identity),
        "eventTime": call.time.strftime(TIME),
        "eventSource": f"{call.source}.amazonaws.com",
        "eventName": call.operation,
        "awsRegion": classification.region_of(call.service, call.region),
        "sourceIPAddress": call.address,
        "userAgent": call.agent,
        "requestParameters": parameters.written(call.request, call.request_shape),
        "responseElements": None,
        "requestID": call.request_id,
        "eventID": event,
        "readOnly": reads,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": call.account,
        "eventCategory": "Management",
    }
    if call.error is not None:
        code, message = call.error
        prefix = CLIENTS_FAULT if call.service == "ec2" else ""
        made |= {"errorCode": prefix + code, "errorMessage": message}
    elif not reads or call.operation.startswith("AssumeRole"):
        made["responseElements"] = parameters.written(call.response, call.response_shape)
    return made


def for_the_roles_owner(made: dict[str, Any], caller: Identity, owner: str, event: str) -> dict[str, Any]:
    """Return the record of an AssumeRole for the role's account, which contains the caller's account only."""
    caller_account = {"type": "AWSAccount", "principalId": caller.principal, "accountId": caller.account}
    return made | {"userIdentity": caller_account, "eventID": event, "recipientAccountId": owner}


def identity(caller: Identity) -> dict[str, Any]:
    """Return `userIdentity`."""
    if caller.provider is not None:
        return {
            "type": caller.kind,
            "principalId": caller.principal,
            "userName": caller.name,
            "identityProvider": caller.provider,
        }
    found: dict[str, Any] = {
        "type": caller.kind,
        "principalId": caller.principal,
        "arn": caller.arn,
        "accountId": caller.account,
        "accessKeyId": caller.key,
    }
    if caller.kind == "IAMUser":
        found["userName"] = caller.name
    if caller.session is not None:
        found["sessionContext"] = _session_context(caller.session, caller.account)
    return found


def _session_context(session: SessionContext, account: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if session.issuer is not None:
        found["sessionIssuer"] = {
            "type": session.issuer.kind,
            "principalId": session.issuer.principal,
            "arn": session.issuer.arn,
            "accountId": account,
            "userName": session.issuer.name,
        }
    found["attributes"] = {
        "mfaAuthenticated": "true" if session.mfa_authenticated else "false",
        "creationDate": session.issued_at.strftime(TIME),
    }
    if session.source_identity:
        found["sourceIdentity"] = session.source_identity
    return found
