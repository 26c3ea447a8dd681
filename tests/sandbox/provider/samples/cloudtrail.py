"""CloudTrail."""

import json

from tests.sandbox.provider.contract import Case, World, sample

SERVICE = {"Service": "cloudtrail.amazonaws.com"}


def a_bucket(world: World, start: str) -> str:
    """A bucket that trails of the account may write to."""
    name = str(world.make("aws:s3/bucket:Bucket", bucket=f"{start}-{world.account}")["bucket"])
    arn = f"arn:aws:s3:::{name}"
    statements = [
        {"Effect": "Allow", "Principal": SERVICE, "Action": "s3:GetBucketAcl", "Resource": arn},
        {
            "Effect": "Allow",
            "Principal": SERVICE,
            "Action": "s3:PutObject",
            "Resource": f"{arn}/AWSLogs/{world.account}/*",
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    world.make("aws:s3/bucketPolicy:BucketPolicy", bucket=name, policy=policy)
    return name


@sample("aws:cloudtrail/trail:Trail")
def trail(world: World) -> Case:
    one, other = a_bucket(world, "one"), a_bucket(world, "other")
    return Case(
        {
            "name": "trail",
            "s3BucketName": one,
            "isMultiRegionTrail": True,
            "enableLogFileValidation": True,
            "eventSelectors": [
                {
                    "readWriteType": "WriteOnly",
                    "includeManagementEvents": True,
                    "dataResources": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}],
                }
            ],
            "insightSelectors": [{"insightType": "ApiErrorRateInsight"}],
        },
        change={
            "s3BucketName": other,
            "enableLogging": False,
            "eventSelectors": None,
            "insightSelectors": None,
            "advancedEventSelectors": [
                {
                    "name": "secrets that are read",
                    "fieldSelectors": [
                        {"field": "eventCategory", "equals": ["Management"]},
                        {"field": "readOnly", "equals": ["true"]},
                    ],
                }
            ],
        },
        replace={"name": "second"},
        along={"advancedEventSelectors": None},
    )
