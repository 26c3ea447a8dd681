"""The program host: a process with the libraries imported, which forks for each run of a program.

Importing `pulumi` and the parts of `pulumi_aws` that the programs use takes seconds; forking takes milliseconds.
"""

from sandbox.deploy.program_host.control import refresh, start, stop, variables

__all__ = ["refresh", "start", "stop", "variables"]
