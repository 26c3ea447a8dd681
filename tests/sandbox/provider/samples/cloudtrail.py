"""CloudTrail."""

import json

from tests.sandbox.provider.contract import Case, SampleEnv, sample

SERVICE = {"Service": "cloudtrail.amazonaws.com"}


def a_bucket(env: SampleEnv, start: str) -> str:
    """Create a bucket that trails of the account may write to."""
    name = str(env.make("aws:s3/bucket:Bucket", bucket=f"{start}-{env.account}")["bucket"])
    arn = f"arn:aws:s3:::{name}"
    statements = [
        {"Effect": "Allow", "Principal": SERVICE, "Action": "s3:GetBucketAcl", "Resource": arn},
        {
            "Effect": "Allow",
            "Principal": SERVICE,
            "Action": "s3:PutObject",
            "Resource": f"{arn}/AWSLogs/{env.account}/*",
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    env.make("aws:s3/bucketPolicy:BucketPolicy", bucket=name, policy=policy)
    return name


@sample("aws:cloudtrail/trail:Trail")
def trail(env: SampleEnv) -> Case:
    one, other = a_bucket(env, "one"), a_bucket(env, "other")
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
