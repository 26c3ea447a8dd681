"""Data planes that LocalStack serves before it parses an AWS operation: their calls are authorized here.

Invocations of REST APIs and of function URLs, S3 website endpoints, and queue URLs of SQS.
"""
