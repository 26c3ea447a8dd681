"""Find the flows that appear or vanish from one network to another, and the changed setting that makes them."""

from sandbox.reach.diff.changed_parts import ChangedPart
from sandbox.reach.diff.flow_changes import FlowChange, flow_changes
from sandbox.reach.diff.witness import Witness

__all__ = ["ChangedPart", "FlowChange", "Witness", "flow_changes"]
