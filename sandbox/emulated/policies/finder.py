"""The ARNs of resources that exist, for the names and ids by which calls name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from localstack.services.kms.models import kms_stores
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.secretsmanager.models import secretsmanager_backends

from sandbox.emulated.organizations.membership import arn_in_organization
from sandbox.emulated.policies import encryption_keys

type Place = tuple[str, str, str]
"""Partition, account, Region."""


def find(partition: str, account: str, region: str, kind: str, name: str) -> str | None:
    """Return the ARN of a resource of a type, `iam:role`; None where none is known by that name."""
    finder = FINDERS.get(kind) or FINDERS.get(kind.partition(":")[0])
    return finder((partition, account, region), name) if finder is not None else None


def _iam(collection: str) -> Callable[[Place, str], str | None]:
    def finder(place: Place, name: str) -> str | None:
        partition, account, _ = place
        known = getattr(iam_backends[account][partition], collection)
        return next((str(one.arn) for one in list(known.values()) if one.name == name), None)

    return finder


def _role_of_profile(place: Place, name: str) -> str | None:
    partition, account, _ = place
    known = iam_backends[account][partition].instance_profiles
    profile = next((one for one in list(known.values()) if one.name == name), None)
    return str(profile.roles[0].arn) if profile is not None and profile.roles else None


def _user_of_key(place: Place, access_key: str) -> str | None:
    partition, account, _ = place
    found = iam_backends[account][partition].get_user_from_access_key_id(access_key)
    return str(found.arn) if found is not None else None


def _key_of_alias(place: Place, alias: str) -> str | None:
    partition, account, region = place
    parts = alias.split(":")
    if len(parts) > 4:  # noqa: PLR2004 - an ARN: its Region and account are its fourth and fifth fields
        region, account = parts[3], parts[4]
    if account not in kms_stores:
        return None
    found = kms_stores[account][region].aliases.get(parts[-1])
    target = found.metadata["TargetKeyId"] if found is not None else None
    return f"arn:{partition}:kms:{region}:{account}:key/{target}" if target else None


def _secret(place: Place, name: str) -> str | None:
    _, account, region = place
    known = secretsmanager_backends[account][region].secrets
    return next((str(one.arn) for one in list(known.values()) if name in (one.name, one.arn)), None)


def _route_table(place: Place, association: str) -> str | None:
    partition, account, region = place
    tables = ec2_backends[account][region].route_tables.values()
    found = next((table.id for table in list(tables) if association in table.associations), None)
    return f"arn:{partition}:ec2:{region}:{account}:route-table/{found}" if found else None


def _elastic_ip(place: Place, association: str) -> str | None:
    partition, account, region = place
    known = list(ec2_backends[account][region].addresses)  # unlike moto's other collections, a list
    found = next((one.allocation_id for one in known if one.association_id == association), None)
    return f"arn:{partition}:ec2:{region}:{account}:elastic-ip/{found}" if found else None


def _vpc_of_subnet(place: Place, subnet: str) -> str | None:
    _, account, region = place
    for subnets in list(ec2_backends[account][region].subnets.values()):
        if subnet in subnets:
            return str(subnets[subnet].vpc_id)
    return None


def _in_organization(prefix: str) -> Callable[[Place, str], str | None]:
    return lambda place, name: arn_in_organization(place[1], prefix + name)


FINDERS: Mapping[str, Any] = {
    **encryption_keys.FINDERS,
    "ec2:elastic-ip": _elastic_ip,
    "ec2:route-table": _route_table,
    "ec2:vpc-of-subnet": _vpc_of_subnet,
    "iam:group": _iam("groups"),
    "iam:instance-profile": _iam("instance_profiles"),
    "iam:role": _iam("roles"),
    "iam:role-of-instance-profile": _role_of_profile,
    "iam:user": lambda place, name: _iam("users")(place, name) or _user_of_key(place, name),
    "kms:alias": _key_of_alias,
    "organizations:account": _in_organization(""),
    "organizations:organizationalunit": _in_organization("ou-"),
    "organizations:policy": _in_organization("p-"),
    "organizations:root": _in_organization("r-"),
    "secretsmanager:Secret": _secret,
}
"""Resource type -> what finds one of it."""
