"""Services that LocalStack's free release lacks, or would download, and that moto answers alone.

A service that needs a native operation leaves this list and becomes a folder.
"""

from __future__ import annotations

from collections.abc import Mapping

TRIED = "things are made in one account, found there and not in another"
READ = "it lists, in any account; nothing is made in the tests"

MOTO_BACKED: Mapping[str, str] = {
    "apigatewayv2": TRIED,
    "application-autoscaling": TRIED,
    "athena": TRIED,
    "autoscaling": TRIED,
    "backup": TRIED,
    "batch": TRIED,
    "ce": READ,
    "cloudfront": TRIED,
    "codebuild": TRIED,
    "codecommit": TRIED,
    "codedeploy": TRIED,
    "codepipeline": TRIED,
    "cognito-identity": TRIED,
    "cognito-idp": TRIED,
    "dynamodb": f"{TRIED}; LocalStack's own would download a Java program",
    "dynamodbstreams": TRIED,
    "ecr": TRIED,
    "ecs": TRIED,
    "efs": TRIED,
    "elasticache": TRIED,
    "elasticbeanstalk": TRIED,
    "elb": TRIED,
    "elbv2": f"{TRIED}; load balancers of all accounts share their DNS names",
    "emr": TRIED,
    "glue": TRIED,
    "guardduty": TRIED,
    "identitystore": TRIED,
    "kinesis": f"{TRIED}; LocalStack's own would download a Node.js server",
    "mq": TRIED,
    "network-firewall": TRIED,
    "networkmanager": TRIED,
    "rds": TRIED,
    "securityhub": TRIED,
    "service-quotas": READ,
    "servicediscovery": TRIED,
    "sso-admin": READ,
    "vpc-lattice": TRIED,
    "wafv2": TRIED,
}
"""botocore's name -> what the tests cover of it here. None of them has a data plane."""
