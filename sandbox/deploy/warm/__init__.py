"""Why does a program start at once? Because a process that has imported its libraries forks for each run.

Importing `pulumi` and the parts of `pulumi_aws` that the programs use takes seconds; forking takes milliseconds.
"""

from sandbox.deploy.warm.control import start, stop, variables

__all__ = ["start", "stop", "variables"]
