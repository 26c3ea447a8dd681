"""Services that LocalStack's free release lacks, or would download, and that moto answers alone.

A service that needs a native operation leaves this list and becomes a folder.
"""

from __future__ import annotations

from collections.abc import Mapping

TRIED = "things are made in one account, found there and not in another"
READ = "it lists, in any account; nothing is made in the tests"

MOTO_BACKED: Mapping[str, str] = {
    "apigatewayv2": READ,
    "application-autoscaling": READ,
    "athena": READ,
    "autoscaling": READ,
    "backup": READ,
    "batch": READ,
    "ce": READ,
    "cloudfront": TRIED,
    "codebuild": READ,
    "codecommit": TRIED,
    "codedeploy": READ,
    "codepipeline": READ,
    "cognito-identity": READ,
    "cognito-idp": TRIED,
    "dynamodb": f"{TRIED}; LocalStack's own would download a Java program",
    "dynamodbstreams": READ,
    "ecr": TRIED,
    "ecs": TRIED,
    "efs": READ,
    "elasticache": READ,
    "elasticbeanstalk": READ,
    "elb": READ,
    "elbv2": f"{READ}; load balancers of all accounts share their DNS names",
    "emr": READ,
    "glue": READ,
    "guardduty": READ,
    "identitystore": READ,
    "kinesis": f"{TRIED}; LocalStack's own would download a Node.js server",
    "mq": READ,
    "network-firewall": READ,
    "networkmanager": READ,
    "rds": TRIED,
    "securityhub": READ,
    "service-quotas": READ,
    "servicediscovery": TRIED,
    "sso-admin": READ,
    "vpc-lattice": READ,
    "wafv2": READ,
}
"""botocore's name -> how far the tests have tried it here. None of them has a data plane."""
