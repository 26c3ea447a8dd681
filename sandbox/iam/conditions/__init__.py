"""Evaluation of Condition blocks: one file a family of operators, found by scanning this folder.

Reference: IAM user guide, reference_policies_elements_condition_operators and
reference_policies_condition-single-vs-multi-valued-context-keys.
"""

from sandbox.iam.conditions.block import Condition, compile_block, operators

__all__ = ["Condition", "compile_block"]

operators()  # found now, not with the first policy
