"""The resource types that the provider serves: one file an AWS service, one declaration a type."""
