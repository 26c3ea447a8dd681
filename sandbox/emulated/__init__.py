"""AWS services and operations that LocalStack lacks, written natively: one folder a service.

Runs inside LocalStack's process: standard library, botocore and LocalStack only.

A folder whose `__init__.py` states a `BASE` is a service, named as botocore names it with `_` for `-`. Each of its
modules holds one family of operations, functions marked with `@operation`; there is no list to add them to.
"""
