"""The model of `estate.yaml`: reads and validates it, and reports each error with its line and a correction.

Programs import from here alone: the modules inside may change between versions. No I/O but reading the file; imports
`sandbox.facts` only.
"""

from sandbox.estate.datacentre_model import Gateway, Interface, Line
from sandbox.estate.errors import EstateError, EstateInvalid, Problem
from sandbox.estate.loader import load
from sandbox.estate.managed_policies import arn as managed_policy_arn
from sandbox.estate.managed_policies import name as managed_policy_name
from sandbox.estate.model import Account, Endpoint, Estate, Job, Tier, Vpc
from sandbox.estate.source import Location
from sandbox.estate.subnet_layout import (
    ZONES_USED,
    Hub,
    Part,
    address_at,
    hub_subnet,
    tier_part,
    tier_subnet,
    usable,
)
from sandbox.estate.transit_reach import (
    DATACENTRE,
    attached,
    attachments_of,
    has_gateway,
    reachable_peers,
    reached,
)

__all__ = [
    "DATACENTRE",
    "ZONES_USED",
    "Account",
    "Endpoint",
    "Estate",
    "EstateError",
    "EstateInvalid",
    "Gateway",
    "Hub",
    "Interface",
    "Job",
    "Line",
    "Location",
    "Part",
    "Problem",
    "Tier",
    "Vpc",
    "address_at",
    "attached",
    "attachments_of",
    "has_gateway",
    "hub_subnet",
    "load",
    "managed_policy_arn",
    "managed_policy_name",
    "reachable_peers",
    "reached",
    "tier_part",
    "tier_subnet",
    "usable",
]
