"""Take parts of a network away, one or two at a time, and find out which flows are cut off."""

from sandbox.reach.failures.failure import Failure, FailureKind
from sandbox.reach.failures.flows import named_flows
from sandbox.reach.failures.listing import failures
from sandbox.reach.failures.sweep import Baseline, Effect, FailureReport, Rerouted, lost_end, pairs, sweep

__all__ = [
    "Baseline",
    "Effect",
    "Failure",
    "FailureKind",
    "FailureReport",
    "Rerouted",
    "failures",
    "lost_end",
    "named_flows",
    "pairs",
    "sweep",
]
