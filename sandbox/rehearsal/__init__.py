"""Rehearsal of a change of policies: recorded CloudTrail events decided before and after it. Pure but for the files.

Events become requests through `sandbox.authorization`, as calls do in the gateway, and `sandbox.iam` decides them. Each
event has one outcome: the change makes no difference, denies what was allowed, allows what was denied, or why the event
cannot be judged.
"""
