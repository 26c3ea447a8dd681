"""The service declaration of Health."""

from __future__ import annotations

from sandbox.emulated.health.call import HealthCall
from sandbox.emulated.health.store import open_state
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(make_call=HealthCall, open_state=open_state, check=HealthCall.check)
