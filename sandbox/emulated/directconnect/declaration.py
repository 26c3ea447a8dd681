"""The service declaration of Direct Connect."""

from __future__ import annotations

from sandbox.emulated.directconnect.call import DirectConnectCall
from sandbox.emulated.hybrid_network.store import declare

DECLARATION = declare(DirectConnectCall)
