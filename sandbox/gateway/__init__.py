"""Handlers in LocalStack's request chain: origin check, authentication, closed accounts, recording.

Runs inside LocalStack's process: standard library, botocore and LocalStack only.
"""
