"""The operation of a service that an event records, from `eventSource`, `eventName` and `apiVersion`.

Reference: CloudTrail user guide, cloudtrail-event-reference-record-contents; Lambda developer guide,
logging-using-cloudtrail (names with the date of the API); S3 user guide, cloudtrail-logging-s3-info (names of S3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.facts.service_models import ServiceModel, ServiceModels

_HOST = ".amazonaws.com"
_DATED = re.compile(r"(?:\d{8}|\d{4}_\d{2}_\d{2})(?:v\d+)?$")
"""What Lambda and CloudFront append to a name: `ListFunctions20150331`, `GetFunction20150331v2`."""
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "ce": ("ce",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "email": ("ses", "sesv2"),
    "events": ("events",),
    "rds": ("rds", "neptune", "docdb"),
    "ses": ("ses", "sesv2"),
    "sso": ("sso-admin", "sso"),
}
"""Event source -> botocore's services, where endpoints and signatures say something else or too little."""
_OLDER: Mapping[tuple[str, str], str] = {
    ("s3", "DeleteBucketPublicAccessBlock"): "DeletePublicAccessBlock",
    ("s3", "GetBucketLifecycle"): "GetBucketLifecycleConfiguration",
    ("s3", "GetBucketNotification"): "GetBucketNotificationConfiguration",
    ("s3", "GetBucketObjectLockConfiguration"): "GetObjectLockConfiguration",
    ("s3", "GetBucketPublicAccessBlock"): "GetPublicAccessBlock",
    ("s3", "GetAccelerateConfiguration"): "GetBucketAccelerateConfiguration",
    ("s3", "ListVersions"): "ListObjectVersions",
    ("s3", "ListBucketMultipartUploads"): "ListMultipartUploads",
    ("s3", "PutBucketLifecycle"): "PutBucketLifecycleConfiguration",
    ("s3", "PutBucketNotification"): "PutBucketNotificationConfiguration",
    ("s3", "PutBucketObjectLockConfiguration"): "PutObjectLockConfiguration",
    ("s3", "PutBucketPublicAccessBlock"): "PutPublicAccessBlock",
    ("s3", "PutAccelerateConfiguration"): "PutBucketAccelerateConfiguration",
    ("s3control", "DeleteAccountPublicAccessBlock"): "DeletePublicAccessBlock",
    ("s3control", "GetAccountPublicAccessBlock"): "GetPublicAccessBlock",
    ("s3control", "PutAccountPublicAccessBlock"): "PutPublicAccessBlock",
}
"""Service and event name -> the operation, where S3's events have other names."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation and the model of its service."""

    model: ServiceModel
    name: str


class Operations:
    """The operations of recorded events; each name is looked up one time."""

    def __init__(self, models: ServiceModels) -> None:
        self._models = models
        self._known: dict[tuple[str, str, str | None], Operation | None] = {}

    def find(self, source: str, name: str, version: str | None) -> Operation | None:
        """Return the operation of an event; None for one that no service has.

        Args:
            source: `eventSource`, such as `ec2.amazonaws.com`.
            name: `eventName`.
            version: `apiVersion`; None where the event has none.

        """
        key = (source, name, version)
        if key not in self._known:
            self._known[key] = self._find(source.removesuffix(_HOST), name, version)
        return self._known[key]

    def _find(self, prefix: str, name: str, version: str | None) -> Operation | None:
        services = _SOURCES.get(prefix) or self._models.services(prefix)
        models = [self._models.model(service, version) for service in services]
        # Where two services share the source, the API's version tells which one was called.
        models.sort(key=lambda model: (model.version != version, model.service != prefix))
        for model in models:
            for known in (name, _DATED.sub("", name), _OLDER.get((model.service, name), "")):
                found = model.operation(known) if known else None
                if found is not None:
                    return Operation(model, found)
        return None
