"""The service declaration of EC2."""

from __future__ import annotations

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.hybrid_network.store import declare

DECLARATION = declare(Ec2Call)
