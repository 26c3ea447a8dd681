"""What a resource grants to principals outside a zone of trust: by its policy, by grants of KMS and by a bucket's list.

Pure. Reference: IAM user guide, access-analyzer-resources; S3 user guide, acl-overview ("Mapping of ACL permissions and
access policy permissions").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.access.document_checks import CheckedDocument, ZoneOfTrust, external_grants
from sandbox.iam.arn import Arn
from sandbox.iam.statement import Statement

type Key = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], str | None]
"""Principal, condition and source: grants that differ in actions alone are one finding."""

_GROUPS = ("AllUsers", "AuthenticatedUsers")
_LIST_ACTIONS = {
    "READ": ("s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"),
    "WRITE": ("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"),
    "READ_ACP": ("s3:GetBucketAcl",),
    "WRITE_ACP": ("s3:PutBucketAcl",),
}
_FULL_CONTROL = "FULL_CONTROL"


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant to one principal, under one condition, from one source."""

    principal: Mapping[str, str]
    actions: tuple[str, ...]
    condition: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    source: str | None = None
    """`POLICY` or `BUCKET_ACL`, of a bucket; None of other resources."""

    @property
    def key(self) -> Key:
        """Return what distinguishes the grant from others of the same resource."""
        return tuple(sorted(self.principal.items())), tuple(sorted(self.condition.items())), self.source


def of_policy(
    document: CheckedDocument, zone: ZoneOfTrust, service: str, guardrails: Sequence[Statement], source: str | None
) -> Iterator[Grant]:
    """Yield the grants of a resource's policy."""
    for one in external_grants(document, zone, service, guardrails):
        yield Grant(one.principal, one.actions, one.condition, one.public, source)


def of_key_grants(grants: Iterable[Mapping[str, object]], zone: ZoneOfTrust) -> Iterator[Grant]:
    """Yield the grants of a KMS key, as the setting `grants` of the key lists them."""
    for one in grants:
        grantee, operations = str(one["grantee"]), one["operations"]
        arn = Arn.parse(grantee)
        if arn is not None and arn.account not in zone.accounts and isinstance(operations, list):
            yield Grant({"AWS": grantee}, tuple(f"kms:{name}" for name in operations))


def of_bucket_list(listed: Iterable[Mapping[str, str]], zone: ZoneOfTrust, *, ignores_public: bool) -> Iterator[Grant]:
    """Yield the grants of a bucket's access control list, as the setting `acl` of the bucket lists them."""
    for one in listed:
        grantee, permission = one["grantee"], one["permission"]
        permissions = tuple(_LIST_ACTIONS) if permission == _FULL_CONTROL else (permission,)
        actions = tuple(action for name in permissions for action in _LIST_ACTIONS.get(name, ()))
        if grantee in _GROUPS and not ignores_public:
            yield Grant({"AWS": "*"}, actions, public=True, source="BUCKET_ACL")
        elif grantee.isdigit() and grantee not in zone.accounts:
            yield Grant({"AWS": grantee}, actions, source="BUCKET_ACL")


def merged(grants: Iterable[Grant]) -> Iterator[Grant]:
    """Yield the grants with those that differ in actions alone as one."""
    found: dict[Key, list[Grant]] = {}
    for grant in grants:
        found.setdefault(grant.key, []).append(grant)
    for same in found.values():
        actions = tuple(dict.fromkeys(action for grant in same for action in grant.actions))
        first = same[0]
        public = any(grant.public for grant in same)
        yield Grant(first.principal, actions, first.condition, public, first.source)
