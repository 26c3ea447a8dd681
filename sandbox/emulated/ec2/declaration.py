"""The service declaration of EC2."""

from __future__ import annotations

from dataclasses import replace

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.ec2.request_check import check_request
from sandbox.emulated.hybrid_network.store import declare

DECLARATION = replace(declare(Ec2Call), check=check_request)
