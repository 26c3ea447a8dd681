"""The trail's bucket and its key, in the security account."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from accounts.document import to_json
from accounts.names import TRAIL
from accounts.trail_policies import TrailContext, bucket_policy, key_policy


class TrailBucket(pulumi.ComponentResource):
    """A bucket that only the trail writes to, with versioning and a key of its own."""

    def __init__(
        self, name: str, context: pulumi.Output[TrailContext], opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("causeway:accounts:TrailBucket", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        key = self._key(context)
        bucket = aws.s3.Bucket(TRAIL, bucket=context.apply(lambda known: known.bucket), opts=self._child)
        self._keep(bucket, key)
        policy = self._policy(bucket, context)
        self.key_arn = key.arn
        self.name = pulumi.Output.all(bucket.bucket, policy.id).apply(lambda known: str(known[0]))
        """The bucket's name, known when the trail is allowed to write."""
        self.register_outputs({"name": self.name})

    def _key(self, context: pulumi.Output[TrailContext]) -> aws.kms.Key:
        key = aws.kms.Key(
            TRAIL,
            description="Encrypts the organization's trail",
            policy=context.apply(lambda known: to_json(key_policy(known))),
            enable_key_rotation=True,
            deletion_window_in_days=30,
            opts=self._child,
        )
        aws.kms.Alias(TRAIL, name=f"alias/{TRAIL}", target_key_id=key.key_id, opts=self._child)
        return key

    def _keep(self, bucket: aws.s3.Bucket, key: aws.kms.Key) -> None:
        aws.s3.BucketVersioning(
            TRAIL,
            bucket=bucket.bucket,
            versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
            opts=self._child,
        )
        by_default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
            sse_algorithm="aws:kms", kms_master_key_id=key.arn
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            TRAIL,
            bucket=bucket.bucket,
            rules=[
                aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
                    apply_server_side_encryption_by_default=by_default, bucket_key_enabled=True
                )
            ],
            opts=self._child,
        )

    def _policy(self, bucket: aws.s3.Bucket, context: pulumi.Output[TrailContext]) -> aws.s3.BucketPolicy:
        block = aws.s3.BucketPublicAccessBlock(
            TRAIL,
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=self._child,
        )
        return aws.s3.BucketPolicy(
            TRAIL,
            bucket=bucket.bucket,
            policy=context.apply(lambda known: to_json(bucket_policy(known))),
            # Both change the bucket's configuration: concurrently, S3 returns OperationAborted.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[block]),
        )
