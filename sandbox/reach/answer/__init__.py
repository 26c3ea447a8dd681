"""The answer to a question of reachability: a verdict with its hops, blocks and remedies. Data only."""

from sandbox.reach.answer.answer import Block, Disposition, FlowAnswer, Hop, Remedy, Step, StepAction, Trace

__all__ = ["Block", "Disposition", "FlowAnswer", "Hop", "Remedy", "Step", "StepAction", "Trace"]
