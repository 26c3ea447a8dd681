"""Who calls the engine, and may they? What stands before and in LocalStack's chain of handlers.

Runs inside LocalStack's process: standard library, botocore and LocalStack only.
"""
