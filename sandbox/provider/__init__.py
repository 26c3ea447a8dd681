"""A `pulumi-resource-aws` provider in Python over boto3, one file an AWS service under `resources/`."""

from sandbox.provider.install import install, stop

__all__ = ["install", "stop"]
