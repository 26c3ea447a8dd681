"""Direct Connect: association proposals to the Direct Connect gateway of another account."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.directconnect import MISSING, one
from sandbox.provider.resources.directconnect_associations import NOT_YET, cidrs, gateway_type, plain
from sandbox.provider.value_types import SetOf, Text
from sandbox.provider.values import Values


class GatewayAssociationProposal(ResourceType):
    """A proposal to associate a gateway of this account with another account's Direct Connect gateway."""

    token = "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal"
    service = "directconnect"
    identity = "{uuid}"
    gone = MISSING
    # Two gateways have at most one proposal.
    delete_first = True
    eventual = NOT_YET
    properties: ClassVar = {
        "allowedPrefixes": Input(SetOf(), replaces=True, computed=True, plan=lambda _: []),
        "associatedGatewayId": Input(Text(), required=True, replaces=True),
        "dxGatewayId": Input(Text(), required=True, replaces=True),
        "dxGatewayOwnerAccountId": Input(Text(), required=True, replaces=True),
        "associatedGatewayOwnerAccountId": Output(plan="{account}"),
        "associatedGatewayType": Output(plan=gateway_type),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateDirectConnectGatewayAssociationProposal",
            directConnectGatewayId=inputs["dxGatewayId"],
            directConnectGatewayOwnerAccount=inputs["dxGatewayOwnerAccountId"],
            gatewayId=inputs["associatedGatewayId"],
            addAllowedPrefixesToDirectConnectGateway=cidrs(inputs.get("allowedPrefixes")),
        )
        return str(made["directConnectGatewayAssociationProposal"]["proposalId"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = one(
            api,
            "DescribeDirectConnectGatewayAssociationProposals",
            "directConnectGatewayAssociationProposals",
            proposalId=identity,
        )
        if found is None or found["proposalState"] == "deleted":
            return None
        return {
            "allowedPrefixes": plain(found.get("requestedAllowedPrefixesToDirectConnectGateway")),
            "associatedGatewayId": found["associatedGateway"]["id"],
            "associatedGatewayOwnerAccountId": found["associatedGateway"]["ownerAccount"],
            "associatedGatewayType": found["associatedGateway"]["type"],
            "dxGatewayId": found["directConnectGatewayId"],
            "dxGatewayOwnerAccountId": found["directConnectGatewayOwnerAccount"],
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteDirectConnectGatewayAssociationProposal", proposalId=identity)
