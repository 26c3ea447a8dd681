"""RAM: an invitation that has not been accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known


def _invitations(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    for invitation in response["resourceShareInvitations"]:
        invitation["status"] = "ACCEPTED" if known.before else "PENDING"


RESPONSES = {"GetResourceShareInvitations": _invitations}
