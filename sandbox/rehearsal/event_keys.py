"""The condition keys of a request that its event holds, and those that it lacks for certain.

Reference: IAM user guide, reference_policies_condition-keys (when a key is in the request context); CloudTrail user
guide, cloudtrail-event-reference-record-contents and cloudtrail-event-reference-user-identity.
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
    service = record["userIdentity"].get("invokedBy")
    return [service] if service and "." in service else None


def _federated_provider(record: Record) -> Any:
    data = _session(record).get("webIdFederationData") or {}
    return data.get("federatedProvider") or None


def _ec2_delivery(record: Record) -> Any:
    return UNKNOWN if _session(record).get("ec2RoleDelivery") else None


def _user_id(record: Record) -> Any:
    return record["userIdentity"].get("principalId") or None


def _never(_: Record) -> Any:
    return None


def _unknown(_: Record) -> Any:
    return UNKNOWN


KEYS: Mapping[str, Read] = {
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
    "aws:viaawsservice": lambda record: _via(record) is not None,
    "aws:vpceaccount": lambda record: record.get("vpcEndpointAccountId") or _of_endpoint(record),
    "aws:vpceorgid": _of_endpoint,
    "aws:vpceorgpaths": _of_endpoint,
    "aws:vpcsourceip": _in_vpc,
}
"""Key in lower case -> how it is read. The keys of aws:Source* are those of calls by services, which are not judged."""


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
