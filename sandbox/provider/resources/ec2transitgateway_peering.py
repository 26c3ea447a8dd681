"""Peerings of transit gateways: the requester's side and the accepter's."""

from typing import ClassVar

from sandbox.provider.api import Api, unpaired
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resources.ec2transitgateway import LEFT, SWITCH, Ec2Tagged, described, specification, state_of
from sandbox.provider.value_types import Text
from sandbox.provider.values import Values

COMING = ("initiatingRequest", "pending")


def found_peering(api: Api, identity: str) -> Values | None:
    """Return a peering, for the owner of either gateway in its Region; None where it has ended."""
    found = described(
        api,
        "DescribeTransitGatewayPeeringAttachments",
        "TransitGatewayPeeringAttachments",
        TransitGatewayAttachmentIds=[identity],
    )
    return found if found is not None and found["State"] not in LEFT else None


def end(api: Api, identity: str) -> None:
    """Delete a peering, unless its deletion has begun, and wait until it is gone."""
    if found_peering(api, identity) is not None:
        api("DeleteTransitGatewayPeeringAttachment", TransitGatewayAttachmentId=identity)
    api.wait_gone(lambda: found_peering(api, identity), state_of)


class PeeringAttachment(Ec2Tagged):
    """A peering, requested by the owner of one gateway."""

    token = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment"
    identity = "tgw-attach-{hex17}"
    delete_first = True
    properties: ClassVar = {
        "transitGatewayId": Input(Text(), "TransitGatewayId", required=True, replaces=True),
        "peerTransitGatewayId": Input(Text(), "PeerTransitGatewayId", required=True, replaces=True),
        "peerRegion": Input(Text(), "PeerRegion", required=True, replaces=True),
        "peerAccountId": Input(Text(), "PeerAccountId", replaces=True, computed=True, plan="{account}"),
        "options": Input(Block({"dynamicRouting": Input(SWITCH, "DynamicRouting")}), "Options", replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway-attachment/{id}"),
        "state": Output(member="State"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateTransitGatewayPeeringAttachment",
            **({"PeerAccountId": api.place.account} | self.request(inputs)),
            TagSpecifications=specification("transit-gateway-attachment", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: found_peering(api, identity), state_of, ("pendingAcceptance", "available"), COMING)

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_peering(api, identity)
        if found is None:
            return None
        place, requester, accepter = api.place, found["RequesterTgwInfo"], found["AccepterTgwInfo"]
        return {
            **self.state(found),
            "transitGatewayId": requester["TransitGatewayId"],
            "peerTransitGatewayId": accepter["TransitGatewayId"],
            "peerRegion": accepter["Region"],
            "peerAccountId": accepter["OwnerId"],
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:transit-gateway-attachment/{identity}",
            "tagsAll": unpaired(found.get("Tags")),
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        end(api, identity)


class PeeringAttachmentAccepter(Ec2Tagged):
    """The acceptance of a peering by the owner of the other gateway."""

    token = "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter"
    identity = "{transitGatewayAttachmentId}"
    properties: ClassVar = {
        "transitGatewayAttachmentId": Input(Text(), "TransitGatewayAttachmentId", required=True, replaces=True),
        "peerAccountId": Output(),
        "peerRegion": Output(),
        "peerTransitGatewayId": Output(),
        "transitGatewayId": Output(),
    }

    def create(self, api: Api, inputs: Values) -> str:
        identity = str(inputs["transitGatewayAttachmentId"])
        api.wait(lambda: found_peering(api, identity), state_of, ("pendingAcceptance",), COMING)
        api("AcceptTransitGatewayPeeringAttachment", TransitGatewayAttachmentId=identity)
        return identity

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: found_peering(api, identity), state_of, ("available",), ("pendingAcceptance", *COMING))
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_peering(api, identity)
        if found is None or found["State"] not in {"available", "pending", "modifying"}:
            return None
        peer = found["RequesterTgwInfo"]
        return {
            "transitGatewayAttachmentId": identity,
            "transitGatewayId": found["AccepterTgwInfo"]["TransitGatewayId"],
            "peerTransitGatewayId": peer["TransitGatewayId"],
            "peerAccountId": peer["OwnerId"],
            "peerRegion": peer["Region"],
            "tagsAll": unpaired(found.get("Tags")),
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        end(api, identity)
