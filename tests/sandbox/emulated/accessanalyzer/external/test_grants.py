"""Grants of keys and of buckets' access control lists outside a zone of trust, and grants that are one finding."""

from __future__ import annotations

from sandbox.access.document_checks import ZoneOfTrust
from sandbox.emulated.accessanalyzer.external.grants import Grant, merged, of_bucket_list, of_key_grants

ZONE = ZoneOfTrust(frozenset({"111111111111"}))


def test_a_grant_of_a_key_to_an_account_outside_is_found() -> None:
    grants = [
        {"grantee": "arn:aws:iam::111111111111:role/a", "operations": ["Decrypt"]},
        {"grantee": "arn:aws:iam::222222222222:role/b", "operations": ["Decrypt", "Encrypt"]},
        {"grantee": "logs.amazonaws.com", "operations": ["Decrypt"]},
    ]
    assert list(of_key_grants(grants, ZONE)) == [
        Grant({"AWS": "arn:aws:iam::222222222222:role/b"}, ("kms:Decrypt", "kms:Encrypt"))
    ]


def test_a_list_grants_to_other_accounts_and_to_the_public() -> None:
    listed = [
        {"grantee": "111111111111", "permission": "FULL_CONTROL"},
        {"grantee": "222222222222", "permission": "READ_ACP"},
        {"grantee": "AllUsers", "permission": "READ"},
        {"grantee": "LogDelivery", "permission": "WRITE"},
    ]
    other = Grant({"AWS": "222222222222"}, ("s3:GetBucketAcl",), source="BUCKET_ACL")
    found = list(of_bucket_list(listed, ZONE, ignores_public=False))
    assert found[0] == other
    assert (found[1].principal, found[1].public, found[1].actions[0]) == ({"AWS": "*"}, True, "s3:ListBucket")
    assert list(of_bucket_list(listed, ZONE, ignores_public=True)) == [other]


def test_grants_that_differ_in_actions_alone_are_one() -> None:
    one, other = Grant({"AWS": "2"}, ("s3:GetObject",)), Grant({"AWS": "2"}, ("s3:PutObject", "s3:GetObject"))
    limited = Grant({"AWS": "2"}, ("s3:GetObject",), {"aws:SourceVpc": "vpc-1"})
    assert list(merged([one, limited, other])) == [Grant({"AWS": "2"}, ("s3:GetObject", "s3:PutObject")), limited]
