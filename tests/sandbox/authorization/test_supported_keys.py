"""The condition keys that an action has on a resource: its own and those of the resource's type."""

from __future__ import annotations

from sandbox.authorization.service_reference import ServiceEntry, reference_of
from sandbox.authorization.supported_keys import family, supported_keys
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)


def entry(prefix: str) -> ServiceEntry:
    found = REFERENCE(prefix)
    assert found is not None
    return found


def test_a_tag_key_is_of_one_family_whatever_its_tag() -> None:
    assert family("aws:ResourceTag/Team") == family("aws:ResourceTag/${TagKey}") == "aws:resourcetag/"
    assert family("ec2:Vpc") == "ec2:vpc"


def test_an_action_has_the_keys_of_its_own_row() -> None:
    keys = supported_keys(entry("ec2"), "DeleteSubnet", "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1")
    assert {"ec2:vpc", "ec2:resourcetag/", "aws:resourcetag/"} <= keys
    assert "ec2:instancetype" not in keys


def test_an_action_has_the_keys_of_the_type_of_its_resource() -> None:
    keys = supported_keys(entry("iam"), "PutRolePolicy", "arn:aws:iam::111122223333:role/ops")
    assert {"iam:resourcetag/", "aws:resourcetag/", "iam:permissionsboundary"} <= keys
    assert "iam:resourcetag/" not in supported_keys(
        entry("iam"), "DeleteInstanceProfile", "arn:aws:iam::111122223333:instance-profile/web"
    )


def test_hosted_zones_have_no_tag_keys() -> None:
    zone = "arn:aws:route53:::hostedzone/Z1"
    assert "aws:resourcetag/" not in supported_keys(entry("route53"), "DeleteHostedZone", zone)


def test_an_action_that_the_reference_lacks_has_the_keys_of_the_type() -> None:
    queue = "arn:aws:sqs:eu-west-1:111122223333:orders"
    assert supported_keys(entry("sqs"), "NewAction", queue) == frozenset(("aws:resourcetag/",))
