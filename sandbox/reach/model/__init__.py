"""The network that is analysed: its topology, interfaces, security groups, network ACLs and load balancers.

Data only, without I/O; mappings are by id.
"""

from sandbox.reach.model.filters import AclEntry, NetworkAcl, PortRange, SecurityGroup, SecurityRule
from sandbox.reach.model.flow import EndKind, Flow, FlowEnd
from sandbox.reach.model.interfaces import Instance, InterfaceKind, NetworkInterface
from sandbox.reach.model.load_balancers import Listener, LoadBalancer, TargetGroup
from sandbox.reach.model.network import Account, Network

__all__ = [
    "Account",
    "AclEntry",
    "EndKind",
    "Flow",
    "FlowEnd",
    "Instance",
    "InterfaceKind",
    "Listener",
    "LoadBalancer",
    "Network",
    "NetworkAcl",
    "NetworkInterface",
    "PortRange",
    "SecurityGroup",
    "SecurityRule",
    "TargetGroup",
]
