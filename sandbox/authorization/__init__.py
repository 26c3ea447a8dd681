"""The permissions that one call of an AWS API needs: actions, resources and condition keys. Pure.

`requirements` maps a call to what the caller must be allowed; `sandbox.iam` decides each of them. Most operations map
by name and by the ARN formats of the Service Authorization Reference; `services` holds the exceptions, one file each.
"""

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.errors import NoMapping
from sandbox.authorization.requirements import requirements

__all__ = ["NoMapping", "OperationCall", "Requirement", "requirements"]
