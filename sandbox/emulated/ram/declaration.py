"""The service declaration of RAM."""

from __future__ import annotations

from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.store import open_state
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(make_call=RamCall, open_state=open_state)
