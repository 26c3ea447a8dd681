"""Direct Connect: gateway associations with virtual private and transit gateways, own or by proposal."""

import hashlib
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.directconnect import MISSING, one
from sandbox.provider.value_types import SetOf, Text
from sandbox.provider.values import UNKNOWN, Values

UUID = 36
NOT_YET = ("DirectConnectClientException not available yet", "DirectConnectClientException not attached to a VPC")
LISTED = "directConnectGatewayAssociations"


def cidrs(prefixes: list[str] | None) -> list[dict[str, str]] | None:
    """Return prefixes in AWS's form."""
    return [{"cidr": prefix} for prefix in prefixes] if prefixes else None


def plain(prefixes: list[dict[str, str]] | None) -> list[str]:
    """Return prefixes in the provider's form."""
    return [prefix["cidr"] for prefix in prefixes or []]


def gateway_type(plan: Plan) -> Any:
    """Plan the gateway's type from its id; unknown with a proposal, which has to be read first."""
    gateway = plan.values.get("associatedGatewayId")
    if not isinstance(gateway, str):
        return UNKNOWN
    return "transitGateway" if gateway.startswith("tgw-") else "virtualPrivateGateway"


def attachment(plan: Plan) -> Any:
    """Plan the id of a transit gateway's attachment, so that what depends on it can be planned."""
    kind = gateway_type(plan)
    if kind is UNKNOWN:
        return UNKNOWN
    if kind != "transitGateway":
        return ""
    return planned_attachment(str(plan.values["dxGatewayId"]), str(plan.values["associatedGatewayId"]))


def planned_attachment(dx_gateway: str, transit_gateway: str) -> str:
    """Return an attachment id derived from both gateways, so that the association and the lookup plan the same one."""
    return f"tgw-attach-{hashlib.sha256(f'{dx_gateway}/{transit_gateway}'.encode()).hexdigest()[:17]}"


def found_attachment(ec2: Api, dx_gateway: str, transit_gateway: str) -> Values | None:
    """Return the transit gateway's attachment of a Direct Connect gateway."""
    wanted = {
        "resource-type": "direct-connect-gateway",
        "resource-id": dx_gateway,
        "transit-gateway-id": transit_gateway,
    }
    filters = [{"Name": name, "Values": [value]} for name, value in wanted.items()]
    for it in ec2.pages("DescribeTransitGatewayAttachments", "TransitGatewayAttachments", Filters=filters):
        if it["State"] not in {"deleting", "deleted"}:
            return dict(it)
    return None


class GatewayAssociation(ResourceType):
    """An association of a Direct Connect gateway with a gateway of the same account, or with that of a proposal."""

    token = "aws:directconnect/gatewayAssociation:GatewayAssociation"
    service = "directconnect"
    identity = "ga-{dxGatewayId}{associatedGatewayId}"
    gone = MISSING
    eventual = NOT_YET
    properties: ClassVar = {
        "allowedPrefixes": Input(SetOf(), computed=True),
        "associatedGatewayId": Input(Text(), replaces=True, computed=True),
        "associatedGatewayOwnerAccountId": Input(Text(), replaces=True, computed=True, plan="{account}"),
        "dxGatewayId": Input(Text(), required=True, replaces=True),
        "proposalId": Input(Text(), unread=True),
        "associatedGatewayType": Output(plan=gateway_type),
        "dxGatewayAssociationId": Output(plan="{uuid}"),
        "dxGatewayOwnerAccountId": Output(plan="{account}"),
        "transitGatewayAttachmentId": Output(plan=attachment),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if inputs.get("proposalId") and not inputs.get("associatedGatewayOwnerAccountId"):
            return [("associatedGatewayOwnerAccountId", "is required with proposalId")]
        if not inputs.get("proposalId") and not inputs.get("associatedGatewayId"):
            return [("associatedGatewayId", "is required, or proposalId")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        if inputs.get("proposalId"):
            made = self._accept(api, inputs)
        else:
            made = api(
                "CreateDirectConnectGatewayAssociation",
                directConnectGatewayId=inputs["dxGatewayId"],
                gatewayId=inputs["associatedGatewayId"],
                addAllowedPrefixesToDirectConnectGateway=cidrs(inputs.get("allowedPrefixes")),
            )["directConnectGatewayAssociation"]
        return f"ga-{made['directConnectGatewayId']}{made['associatedGateway']['id']}"

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._wait(api, identity)

    def _wait(self, api: Api, identity: str) -> None:
        api.wait(lambda: self._found(api, identity), self._state, ("associated",), ("associating", "updating"))

    @staticmethod
    def _state(seen: Values) -> str:
        return str(seen["associationState"])

    @staticmethod
    def _accept(api: Api, inputs: Values) -> Values:
        accepted: Values = api(
            "AcceptDirectConnectGatewayAssociationProposal",
            directConnectGatewayId=inputs["dxGatewayId"],
            proposalId=inputs["proposalId"],
            associatedGatewayOwnerAccount=inputs["associatedGatewayOwnerAccountId"],
            overrideAllowedPrefixesToDirectConnectGateway=cidrs(inputs.get("allowedPrefixes")),
        )["directConnectGatewayAssociation"]
        return accepted

    @staticmethod
    def _found(api: Api, identity: str) -> Values | None:
        both = identity.removeprefix("ga-")
        return one(
            api,
            "DescribeDirectConnectGatewayAssociations",
            LISTED,
            directConnectGatewayId=both[:UUID],
            associatedGatewayId=both[UUID:],
        )

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or self._state(found) in {"disassociating", "disassociated"}:
            return None
        other = found["associatedGateway"]
        return {
            "allowedPrefixes": plain(found.get("allowedPrefixesToDirectConnectGateway")),
            "associatedGatewayId": other["id"],
            "associatedGatewayOwnerAccountId": other["ownerAccount"],
            "associatedGatewayType": other["type"],
            "dxGatewayId": found["directConnectGatewayId"],
            "dxGatewayAssociationId": found["associationId"],
            "dxGatewayOwnerAccountId": found["directConnectGatewayOwnerAccount"],
            "transitGatewayAttachmentId": self._attachment(api, found),
        }

    @staticmethod
    def _attachment(api: Api, found: Values) -> str:
        other = found["associatedGateway"]
        if other["type"] != "transitGateway":
            return ""
        seen = found_attachment(api.of("ec2", other["region"]), found["directConnectGatewayId"], other["id"])
        return str(seen["TransitGatewayAttachmentId"]) if seen else ""

    @updates("proposalId")
    def accept(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("proposalId"):
            self._accept(api, inputs)
            self._wait(api, identity)

    @updates("allowedPrefixes")
    def allow(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        found = self._found(api, identity) or {}
        present = set(plain(found.get("allowedPrefixesToDirectConnectGateway")))
        wanted = set(inputs.get("allowedPrefixes") or present)
        if wanted == present:
            return
        api(
            "UpdateDirectConnectGatewayAssociation",
            associationId=found.get("associationId"),
            addAllowedPrefixesToDirectConnectGateway=cidrs(sorted(wanted - present)),
            removeAllowedPrefixesToDirectConnectGateway=cidrs(sorted(present - wanted)),
        )
        self._wait(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if found := self._found(api, identity):
            api("DeleteDirectConnectGatewayAssociation", associationId=found["associationId"])
            api.wait_gone(lambda: self._found(api, identity), self._state, ("disassociated",))
