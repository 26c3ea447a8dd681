"""Databases, clusters and their groups; each type's own tag key shows the same tags.

Reference: RDS user guide, security_iam_service-with-iam (condition keys such as rds:db-tag, rds:DatabaseEngine).
"""

from __future__ import annotations

from typing import Any

from moto.rds.models import rds_backends

from sandbox.emulated.policies.resource_state.moto_tags import tags_from
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn

_MEMBERS = {
    "rds:DatabaseClass": "db_instance_class",
    "rds:DatabaseEngine": "engine",
    "rds:DatabaseName": "db_name",
    "rds:MultiAz": "multi_az",
    "rds:Piops": "iops",
    "rds:StorageEncrypted": "storage_encrypted",
    "rds:StorageSize": "allocated_storage",
}


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource of RDS, and the keys of a database."""
    if arn.account not in rds_backends:
        return ABSENT
    backend = rds_backends[arn.account][arn.region]
    kind, _, name = arn.resource.partition(":")
    tags = tags_from(backend.list_tags_for_resource, ":".join(arn))
    keys: dict[str, object] = {f"rds:{kind}-tag/{key}": value for key, value in tags.items()}
    return ResourceState(tags, keys | (_of_database(backend, name) if kind == "db" else {}))


def _of_database(backend: Any, name: str) -> dict[str, object]:
    found = next((one for key, one in list(backend.databases.items()) if name in (key, key.rpartition(":")[2])), None)
    values = {key: getattr(found, member, None) for key, member in _MEMBERS.items()}
    return {key: value for key, value in values.items() if isinstance(value, bool | int | str)}
