"""The policies of the gateway endpoints of S3 and DynamoDB."""

from __future__ import annotations

import json
from typing import Any, Literal

Service = Literal["s3", "dynamodb"]


def endpoint_policy(service: Service, organization_id: str, region: str) -> dict[str, Any]:
    """Return the policy: principals of the organization to its own data, so that no external key copies data out."""
    ours = {
        "Sid": "AllowRequestsByOrgsIdentitiesToOrgsResources",
        "Effect": "Allow",
        "Principal": "*",
        "Action": f"{service}:*",
        "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:PrincipalOrgID": organization_id, "aws:ResourceOrgID": organization_id},
        },
    }
    return {"Version": "2012-10-17", "Statement": [ours, *_from_amazon(service, region)]}


def to_json(policy: dict[str, Any]) -> str:
    """Return the document as JSON."""
    return json.dumps(policy, separators=(",", ":"))


def _from_amazon(service: Service, region: str) -> list[dict[str, Any]]:
    if service != "s3":
        return []
    return [
        {
            # Amazon's own buckets, which instances and the container runtime read without our credentials.
            "Sid": "AllowAmazonReposAndImageLayers",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": [
                f"arn:aws:s3:::al2023-repos-{region}-*/*",
                f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*",
            ],
        }
    ]
