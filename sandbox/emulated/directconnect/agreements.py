"""Customer agreements, and whether the account is a partner."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.operation import operation

LONGEST_NAME = 100
"""Characters of `agreementName` (Direct Connect API Reference)."""


@operation("ConfirmCustomerAgreement")
def confirm_customer_agreement(call: HybridCall) -> dict[str, Any]:
    """Sign an agreement by its name."""
    name = call.request.get("agreementName") or ""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise rules.refusal(f"The agreement name must have 1 to {LONGEST_NAME} characters.")
    call.direct_connect.agreements.setdefault(call.account, set()).add(name)
    return {"status": "signed"}


@operation("DescribeCustomerMetadata")
def describe_customer_metadata(call: HybridCall) -> dict[str, Any]:
    """Return the signed agreements; an account that has interconnects is a partner of the second type."""
    signed = sorted(call.direct_connect.agreements.get(call.account, ()))
    partner = any(
        it.interconnect and it.owner == call.account and it.state not in LEAVING
        for it in call.direct_connect.connections.values()
    )
    return {
        "agreements": [{"agreementName": name, "status": "signed"} for name in signed],
        "nniPartnerType": "v2" if partner else "nonPartner",
    }
