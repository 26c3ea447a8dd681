"""Exceptions from the mapping by names: one file a service, named by botocore's name of it, with its `RULES`."""
