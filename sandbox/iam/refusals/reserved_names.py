"""Names that AWS reserves: a request to create such a resource is invalid, whoever makes it."""

from __future__ import annotations

from itertools import product

from sandbox.iam.refusals import pages
from sandbox.iam.service_refusal import RefusalType, ServiceRefusal

_BUCKET_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_BUCKET_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_DOCUMENT_PREFIXES = ("aws", "amazon", "amzn")

RESERVED_NAMES = (
    *(
        ServiceRefusal(
            "s3:CreateBucket",
            f"arn:*:s3:::{prefix}*",
            f"bucket names that begin with {prefix} are reserved",
            f"{pages.S3_GUIDE}/bucketnamingrules.html",
            type=RefusalType.NAME,
        )
        for prefix in _BUCKET_PREFIXES
    ),
    *(
        ServiceRefusal(
            "s3:CreateBucket",
            f"arn:*:s3:::*{suffix}",
            f"bucket names that end with {suffix} are reserved",
            f"{pages.S3_GUIDE}/bucketnamingrules.html",
            type=RefusalType.NAME,
        )
        for suffix in _BUCKET_SUFFIXES
    ),
    *(
        ServiceRefusal(
            "ssm:PutParameter",
            f"arn:*:ssm:*:*:parameter{slash}{prefix}*",
            f"parameter names that begin with {prefix} are reserved",
            f"{pages.SSM_API}/API_PutParameter.html",
            type=RefusalType.NAME,
        )
        for slash, prefix in product(("/", "//"), ("aws", "ssm"))
    ),
    *(
        ServiceRefusal(
            "ssm:CreateDocument",
            f"arn:*:ssm:*:*:document/{prefix}*",
            f"document names that begin with {prefix} are reserved",
            f"{pages.SSM_API}/API_CreateDocument.html",
            type=RefusalType.NAME,
        )
        for prefix in _DOCUMENT_PREFIXES
    ),
    ServiceRefusal(
        "logs:CreateLogGroup",
        "arn:*:logs:*:*:log-group:aws/*",
        "log group names that begin with aws/ are reserved",
        f"{pages.LOGS_API}/API_CreateLogGroup.html",
        type=RefusalType.NAME,
    ),
    ServiceRefusal(
        "events:CreateEventBus",
        "arn:*:events:*:*:event-bus/default",
        "the name default is that of the account's default event bus",
        f"{pages.EVENTS_API}/API_CreateEventBus.html",
        type=RefusalType.NAME,
    ),
)
