"""What does AWS do that LocalStack does not? Native services and operations, one folder a service.

Runs inside LocalStack's process: standard library, botocore and LocalStack only.
"""
