"""Which resource and function types are there? One file an AWS service, one declaration a type."""
