"""Access analysis of a snapshot: who can do what, what a change of policies changes, and which statement decides.

Pure: snapshots in, results out. Names of principals, accounts, actions and resources are resolved by
`sandbox.access.names`, errors are those of `sandbox.access.errors`.
"""

from sandbox.access.attribution import Cause, causes
from sandbox.access.diff import AccessChange, Difference, differences, each_difference
from sandbox.access.errors import AccessError, InvalidQuery, UnknownName
from sandbox.access.escalation import EscalationSearch
from sandbox.access.expected_denial import ExpectedDenial
from sandbox.access.matrix import Answer, Cell, Matrix, matrix
from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.impact import Impact
from sandbox.access.remediation.search import Remediation, find_remediation

__all__ = [
    "AccessChange",
    "AccessError",
    "Answer",
    "Cause",
    "Cell",
    "Counterexample",
    "Difference",
    "EscalationSearch",
    "ExpectedDenial",
    "Impact",
    "InvalidQuery",
    "Matrix",
    "Query",
    "Remediation",
    "UnknownName",
    "causes",
    "differences",
    "each_difference",
    "find_remediation",
    "matrix",
]
