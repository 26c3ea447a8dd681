"""A bucket with object lock and all other settings, in the three steps that the test deploys: first, changed,
replaced."""

import json

import pulumi
import pulumi_aws as aws

step = pulumi.Config().require("step")
account = aws.get_caller_identity().account_id
bucket = aws.s3.Bucket("logs", bucket=f"logs-{account}{'-2' if step == 'replaced' else ''}", force_destroy=True)
aws.s3.BucketPublicAccessBlock(
    "logs",
    bucket=bucket.bucket,
    block_public_acls=True,
    block_public_policy=True,
    ignore_public_acls=True,
    restrict_public_buckets=True,
)
aws.s3.BucketVersioning(
    "logs",
    bucket=bucket.bucket,
    versioning_configuration={"status": "Suspended" if step == "changed" else "Enabled"},
)
aws.s3.BucketServerSideEncryptionConfiguration(
    "logs",
    bucket=bucket.bucket,
    rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}, "bucket_key_enabled": True}],
)
statement = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
aws.s3.BucketPolicy(
    "logs",
    bucket=bucket.bucket,
    policy=bucket.arn.apply(
        lambda arn: json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Resource": f"{arn}/*"}]})
    ),
)
aws.s3.AccountPublicAccessBlock("account", block_public_acls=True)
pulumi.export("touched", bucket.arn)
