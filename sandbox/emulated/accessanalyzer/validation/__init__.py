"""Validation of a policy document: the findings of AWS's policy checks, each with its places in the text. Pure.

Reference: IAM user guide, access-analyzer-reference-policy-checks.
"""

from sandbox.emulated.accessanalyzer.validation.policy import Policy, References
from sandbox.emulated.accessanalyzer.validation.validate import validate

__all__ = ["Policy", "References", "validate"]
