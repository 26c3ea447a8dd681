"""AWS services and operations that LocalStack lacks, written natively: one folder a service.

Runs inside LocalStack's process: standard library, botocore and LocalStack only.

A folder whose `__init__.py` states a `BASE` is a service, named as botocore names it with `_` for `-`. Each of its
modules holds one family of operations: functions of a `ServiceCall`, marked with `@operation`. `declaration.py` states
what all of them have in common: the state and its lock, the class of the calls, the check of the input.
`stub_operations.py` names the operations that are refused. There is no list to add any of them to.
"""
