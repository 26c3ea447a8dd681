"""A trail and the resources it needs, in the three steps that the test deploys: first, changed, replaced."""

import json

import pulumi
import pulumi_aws as aws

step = pulumi.Config().require("step")
account = aws.get_caller_identity().account_id
bucket = aws.s3.Bucket("trail", bucket=f"trail-{account}", force_destroy=True)
service = {"Service": "cloudtrail.amazonaws.com"}


def may_write(arn: str) -> str:
    """Return the bucket policy that CloudTrail requires."""
    statements = [
        {"Effect": "Allow", "Principal": service, "Action": "s3:GetBucketAcl", "Resource": arn},
        {
            "Effect": "Allow",
            "Principal": service,
            "Action": "s3:PutObject",
            "Resource": f"{arn}/AWSLogs/{account}/*",
            "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


policy = aws.s3.BucketPolicy("trail", bucket=bucket.bucket, policy=bucket.arn.apply(may_write))
trail = aws.cloudtrail.Trail(
    "trail",
    name="second" if step == "replaced" else "first",
    s3_bucket_name=bucket.bucket,
    is_multi_region_trail=step != "changed",
    opts=pulumi.ResourceOptions(depends_on=[policy]),
)
key = aws.kms.Key("key", description="of the trail", enable_key_rotation=True, deletion_window_in_days=7)
aws.kms.Alias("key", name="alias/trail", target_key_id=key.key_id)
logs = aws.cloudwatch.LogGroup("trail", name="/causeway/trail", retention_in_days=90 if step == "changed" else 30)
aws.cloudwatch.LogMetricFilter(
    "break-glass",
    log_group_name=logs.name,
    pattern="{ $.eventName = AssumeRole }",
    metric_transformation={"name": "BreakGlass", "namespace": "Causeway", "value": "1"},
)
topic = aws.sns.Topic("alarms")
aws.sns.TopicSubscription("alarms", topic=topic.arn, protocol="email", endpoint="security@contract.example")
aws.cloudwatch.MetricAlarm(
    "break-glass",
    namespace="Causeway",
    metric_name="BreakGlass",
    statistic="Sum",
    period=300,
    evaluation_periods=1,
    threshold=1,
    comparison_operator="GreaterThanOrEqualToThreshold",
    alarm_actions=[topic.arn],
)
aws.budgets.Budget(
    "monthly",
    budget_type="COST",
    time_unit="MONTHLY",
    limit_unit="USD",
    limit_amount="1500" if step == "changed" else "1200",
    notifications=[
        {
            "comparison_operator": "GREATER_THAN",
            "threshold": 80,
            "threshold_type": "PERCENTAGE",
            "notification_type": "ACTUAL",
            "subscriber_email_addresses": ["money@contract.example"],
        }
    ],
)
secret = pulumi.Config().require_secret("word")
aws.ssm.Parameter("word", name="/causeway/word", type="SecureString", value=secret)
pulumi.export("touched", trail.arn)
