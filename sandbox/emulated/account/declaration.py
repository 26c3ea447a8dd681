"""The service declaration of Account Management."""

from __future__ import annotations

from sandbox.emulated.organizations import store
from sandbox.emulated.service_declaration import ServiceDeclaration

DECLARATION = ServiceDeclaration(open_state=store.open_state)
