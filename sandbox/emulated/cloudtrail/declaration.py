"""The service declaration of CloudTrail."""

from __future__ import annotations

from sandbox.emulated.cloudtrail.call import CloudTrailCall
from sandbox.emulated.cloudtrail.store import open_state
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(make_call=CloudTrailCall, open_state=open_state)
