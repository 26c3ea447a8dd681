"""A `pulumi-resource-aws` provider in Python over boto3, one file an AWS service under `resources/`."""
