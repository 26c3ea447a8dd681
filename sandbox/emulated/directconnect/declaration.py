"""What all operations of Direct Connect have in common."""

from __future__ import annotations

from sandbox.emulated.directconnect.call import DirectConnectCall
from sandbox.emulated.hybrid_network.store import declare

DECLARATION = declare(DirectConnectCall)
