"""S3 Control: access points and jobs; Block Public Access of an account has actions of its own."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    prefix="s3",
    actions={
        "DeletePublicAccessBlock": "PutAccountPublicAccessBlock",
        "GetPublicAccessBlock": "GetAccountPublicAccessBlock",
        "PutPublicAccessBlock": "PutAccountPublicAccessBlock",
    },
    identifiers={"accesspoint": ("Name",), "multiregionaccesspoint": ("Name", "Details.Name")},
    passes={"CreateJob": (("RoleArn", "batchoperations.s3.amazonaws.com"),)},
)
