"""What all operations of EC2 have in common."""

from __future__ import annotations

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.hybrid_network.store import declare

DECLARATION = declare(Ec2Call)
