"""The service declaration of Organizations."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.organizations import input_check, store
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.service_declaration import ServiceDeclaration


def _check(call: OrganizationsCall, model: Any) -> None:
    """Check the input, then the caller's permission."""
    input_check.check(call, model)
    call.authorize()


DECLARATION = ServiceDeclaration(make_call=OrganizationsCall, open_state=store.open_state, check=_check)
