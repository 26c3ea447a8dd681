"""Access control lists as S3's API shows them, and their grants by account. Pure.

Reference: S3 user guide, acl-overview (canned ACLs, predefined groups).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sandbox.emulated.s3.canonical_user import AWS_EXEC_READ, account_of, canonical_user_id

type Acl = dict[str, Any]
"""`{"Owner": ..., "Grants": [...]}`."""

GROUP_ADDRESSES = {
    "AllUsers": "http://acs.amazonaws.com/groups/global/AllUsers",
    "AuthenticatedUsers": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
    "LogDelivery": "http://acs.amazonaws.com/groups/s3/LogDelivery",
}
_GROUPS = {address: name for name, address in GROUP_ADDRESSES.items()}
_PUBLIC = ("AllUsers", "AuthenticatedUsers")
FULL_CONTROL = "FULL_CONTROL"
BUCKET_OWNER_FULL_CONTROL = "bucket-owner-full-control"
GRANT_HEADERS = ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")
_CANNED_GROUPS = {
    "public-read": (("AllUsers", "READ"),),
    "public-read-write": (("AllUsers", "READ"), ("AllUsers", "WRITE")),
    "authenticated-read": (("AuthenticatedUsers", "READ"),),
    "log-delivery-write": (("LogDelivery", "WRITE"), ("LogDelivery", "READ_ACP")),
}
_CANNED_OF_BUCKET_OWNER = {"bucket-owner-read": "READ", BUCKET_OWNER_FULL_CONTROL: FULL_CONTROL}


def owner_member(account: str) -> dict[str, str]:
    """Return the member Owner for an account."""
    return {"ID": canonical_user_id(account)}


def canned_acl(name: str, owner: Mapping[str, str], bucket_owner: Mapping[str, str]) -> Acl:
    """Return the list that the name of a canned ACL stands for.

    Args:
        name: As in the header x-amz-acl; `private` for a request without one.
        owner: The member Owner of the bucket or object.
        bucket_owner: That of the bucket.

    """
    grants = [_user(owner["ID"], FULL_CONTROL)]
    grants += [_group(group, permission) for group, permission in _CANNED_GROUPS.get(name, ())]
    if name == "aws-exec-read":
        grants.append(_user(AWS_EXEC_READ, "READ"))
    if name in _CANNED_OF_BUCKET_OWNER and bucket_owner["ID"] != owner["ID"]:
        grants.append(_user(bucket_owner["ID"], _CANNED_OF_BUCKET_OWNER[name]))
    return {"Owner": dict(owner), "Grants": grants}


def names_acl(request: Mapping[str, Any]) -> bool:
    """Return whether a request specifies an access control list."""
    return any(request.get(name) for name in ("ACL", "AccessControlPolicy", *GRANT_HEADERS))


def is_bucket_owner_full_control(request: Mapping[str, Any], bucket_owner: str) -> bool:
    """Return whether the list of a request is bucket-owner-full-control or the same in XML.

    Args:
        request: The request, which specifies a list.
        bucket_owner: Canonical user id of the bucket's owner.

    """
    if request.get("ACL"):
        return bool(request["ACL"] == BUCKET_OWNER_FULL_CONTROL)
    if any(request.get(name) for name in GRANT_HEADERS):
        named = [name for name in GRANT_HEADERS if request.get(name)]
        return (
            named == ["GrantFullControl"] and str(request["GrantFullControl"]).replace('"', "") == f"id={bucket_owner}"
        )
    return grants_nothing_beyond(request.get("AccessControlPolicy") or {}, bucket_owner)


def grants_nothing_beyond(acl: Mapping[str, Any], bucket_owner: str) -> bool:
    """Return whether every grant is one to the bucket's owner, a canonical user id."""
    return all((grant.get("Grantee") or {}).get("ID") == bucket_owner for grant in acl.get("Grants") or ())


def is_public(acl: Mapping[str, Any]) -> bool:
    """Return whether a list grants something to AllUsers or AuthenticatedUsers.

    Reference: S3 user guide, access-control-block-public-access ("The meaning of public").
    """
    return any(grantee in _PUBLIC for grantee, _ in grants(acl))


def requests_public(request: Mapping[str, Any]) -> bool:
    """Return whether a request specifies a public list."""
    if request.get("ACL"):
        return any(group in _PUBLIC for group, _ in _CANNED_GROUPS.get(request["ACL"], ()))
    addresses = [GROUP_ADDRESSES[group] for group in _PUBLIC]
    headers = (str(request.get(name) or "") for name in GRANT_HEADERS)
    return any(address in header for header in headers for address in addresses) or is_public(
        request.get("AccessControlPolicy") or {}
    )


def names_email(request: Mapping[str, Any]) -> bool:
    """Return whether a request grants to an email address, which S3 has ended."""
    listed = (request.get("AccessControlPolicy") or {}).get("Grants") or ()
    types = [(grant.get("Grantee") or {}).get("Type") for grant in listed]
    headers = (str(request.get(name) or "") for name in GRANT_HEADERS)
    return "AmazonCustomerByEmail" in types or any("emailAddress=" in header for header in headers)


def grants(acl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the grants to accounts of the sandbox and predefined groups, with their permissions."""
    for grant in acl.get("Grants") or ():
        grantee = grant.get("Grantee") or {}
        name = _GROUPS.get(grantee.get("URI", "")) or account_of(grantee.get("ID", ""))
        if name is not None:
            yield name, str(grant["Permission"])


def as_setting(found: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return grants as a setting that `sandbox.iam` evaluates."""
    return [{"grantee": grantee, "permission": permission} for grantee, permission in found]


def _user(canonical_id: str, permission: str) -> dict[str, Any]:
    return {"Grantee": {"ID": canonical_id, "Type": "CanonicalUser"}, "Permission": permission}


def _group(name: str, permission: str) -> dict[str, Any]:
    return {"Grantee": {"URI": GROUP_ADDRESSES[name], "Type": "Group"}, "Permission": permission}
