"""The condition keys of a request that its event holds, and those that it lacks for certain.

Reference: IAM user guide, reference_policies_condition-keys (when a key is in the request context); CloudTrail user
guide, cloudtrail-event-reference-record-contents and cloudtrail-event-reference-user-identity; KMS developer guide,
conditions-kms (kms:ViaService); S3 API reference, bucket-policy-s3-sigv4-conditions; S3 user guide,
cloudtrail-logging-understanding-s3-entries (additionalEventData).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from sandbox.rehearsal.event import Record

UNKNOWN = object()
"""The value of a key that the request may have had and the event does not hold."""

type Read = Callable[[Record], Any]
"""Return a key's value; None for a key that the request did not have, UNKNOWN where the event does not tell."""


def _session(record: Record) -> Mapping[str, Any]:
    return record["userIdentity"].get("sessionContext") or {}


def _attributes(record: Record) -> Mapping[str, Any]:
    return _session(record).get("attributes") or {}


def _address(record: Record) -> Any:
    """Return the caller's address; AWS's services call from addresses that events do not show."""
    address = record.get("sourceIPAddress")
    try:
        ip_address(str(address))
    except ValueError:
        return UNKNOWN
    return address


def _source_ip(record: Record) -> Any:
    return None if record.get("vpcEndpointId") else _address(record)


def _in_vpc(record: Record) -> Any:
    return _address(record) if record.get("vpcEndpointId") else None


def _of_endpoint(record: Record) -> Any:
    return UNKNOWN if record.get("vpcEndpointId") else None


def _mfa(record: Record) -> Any:
    value = _attributes(record).get("mfaAuthenticated")
    return None if value is None else str(value).lower() == "true"


def _mfa_age(record: Record) -> Any:
    issued = _attributes(record).get("creationDate")
    return int((_time(record["eventTime"]) - _time(issued)).total_seconds()) if _mfa(record) and issued else None


def _tls(record: Record) -> Any:
    version = (record.get("tlsDetails") or {}).get("tlsVersion")
    cipher = (record.get("additionalEventData") or {}).get("CipherSuite")
    return True if version or cipher else UNKNOWN


def _via(record: Record) -> Any:
    """Return the service that calls for the principal; `AWS Internal` names none."""
    service = record["userIdentity"].get("invokedBy")
    if not service:
        return None
    return [service] if "." in service else UNKNOWN


def _through_service(record: Record) -> Any:
    """Return the service that calls KMS for the principal, with its Region: `s3.eu-west-1.amazonaws.com`."""
    via = _via(record)
    return f"{via[0].partition('.')[0]}.{record['awsRegion']}.amazonaws.com" if isinstance(via, list) else via


def _additional(record: Record, name: str, values: Mapping[str, str]) -> Any:
    """Return the value of S3's key for that of a member of `additionalEventData`."""
    return values.get((record.get("additionalEventData") or {}).get(name, ""), UNKNOWN)


def _tls_version(record: Record) -> Any:
    version = (record.get("tlsDetails") or {}).get("tlsVersion", "")
    return version.removeprefix("TLSv") or UNKNOWN


def _of_lambda(record: Record) -> Any:
    """Return UNKNOWN for a role's session, which a function may have used."""
    return UNKNOWN if record["userIdentity"].get("type") == "AssumedRole" else None


def _federated_provider(record: Record) -> Any:
    data = _session(record).get("webIdFederationData") or {}
    return data.get("federatedProvider") or None


def _ec2_delivery(record: Record) -> Any:
    """Return UNKNOWN for credentials that an instance got for its role."""
    return UNKNOWN if _session(record).get("ec2RoleDelivery") else None


def _user_id(record: Record) -> Any:
    return record["userIdentity"].get("principalId") or None


def _never(_: Record) -> Any:
    return None


def _unknown(_: Record) -> Any:
    return UNKNOWN


_SIGNATURES = {"SigV4": "AWS4-HMAC-SHA256", "SigV2": "AWS"}
_METHODS = {"AuthHeader": "REST-HEADER", "QueryString": "REST-QUERY-STRING"}

KEYS: Mapping[str, Read] = {
    "aws:assumedroot": lambda record: _session(record).get("assumedRoot"),
    "aws:calledvia": _via,
    "aws:calledviafirst": _via,
    "aws:calledvialast": _via,
    "aws:currenttime": lambda record: record["eventTime"],
    "aws:ec2instancesourceprivateipv4": _ec2_delivery,
    "aws:ec2instancesourcevpc": _ec2_delivery,
    "aws:epochtime": lambda record: int(_time(record["eventTime"]).timestamp()),
    "aws:federatedprovider": _federated_provider,
    "aws:multifactorauthage": _mfa_age,
    "aws:multifactorauthpresent": _mfa,
    "aws:referer": _unknown,
    "aws:securetransport": _tls,
    "aws:sourceaccount": _never,
    "aws:sourcearn": _never,
    "aws:sourceidentity": lambda record: _session(record).get("sourceIdentity"),
    "aws:sourceip": _source_ip,
    "aws:sourceorgid": _never,
    "aws:sourceorgpaths": _never,
    "aws:sourcevpc": _of_endpoint,
    "aws:sourcevpcarn": _of_endpoint,
    "aws:sourcevpce": lambda record: record.get("vpcEndpointId"),
    "aws:tokenissuetime": lambda record: _attributes(record).get("creationDate"),
    "aws:useragent": lambda record: record.get("userAgent"),
    "aws:userid": _user_id,
    "aws:viaawsservice": lambda record: UNKNOWN if _via(record) is UNKNOWN else _via(record) is not None,
    "aws:vpceaccount": lambda record: record.get("vpcEndpointAccountId") or _of_endpoint(record),
    "aws:vpceorgid": _of_endpoint,
    "aws:vpceorgpaths": _of_endpoint,
    "aws:vpcsourceip": _in_vpc,
    "ec2:sourceinstancearn": _ec2_delivery,
    "kms:viaservice": _through_service,
    "lambda:sourcefunctionarn": _of_lambda,
    "s3:authtype": lambda record: _additional(record, "AuthenticationMethod", _METHODS),
    "s3:signatureversion": lambda record: _additional(record, "SignatureVersion", _SIGNATURES),
    "s3:tlsversion": _tls_version,
}
"""Key in lower case -> how it is read. The keys of aws:Source* are those of calls by services, which are not judged."""


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
