"""Edits of single settings of a network: pure functions from a network to the network after it."""

from sandbox.reach.edits.addresses import assign_public_address
from sandbox.reach.edits.edit import Edit
from sandbox.reach.edits.filters import allow_in_acl, allow_in_group
from sandbox.reach.edits.hybrid import allow_prefix
from sandbox.reach.edits.routes import add_route, propagate_into_table
from sandbox.reach.edits.transit import add_zone, associate, propagate, replace_blackhole

__all__ = [
    "Edit",
    "add_route",
    "add_zone",
    "allow_in_acl",
    "allow_in_group",
    "allow_prefix",
    "assign_public_address",
    "associate",
    "propagate",
    "propagate_into_table",
    "replace_blackhole",
]
