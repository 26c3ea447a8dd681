"""Connect attachments of transit gateways, and their Connect peers."""

from typing import ClassVar

from sandbox.provider.api import Api, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2transitgateway import LEFT, Ec2Tagged, described, specification, state_of
from sandbox.provider.resources.ec2transitgateway_attachments import ASSOCIATION, DEFAULTS, PROPAGATION, Attached
from sandbox.provider.value_types import ListOf, NumericText, Text
from sandbox.provider.values import Values


class Connect(Attached):
    """A Connect attachment over a VPC or Direct Connect attachment."""

    token = "aws:ec2transitgateway/connect:Connect"
    identity = "tgw-attach-{hex17}"
    properties: ClassVar = {
        "transitGatewayId": Input(Text(), "TransitGatewayId", required=True, replaces=True),
        "transportAttachmentId": Input(Text(), "TransportTransitGatewayAttachmentId", required=True, replaces=True),
        "protocol": Input(Text(("gre",)), default="gre", replaces=True),
        **DEFAULTS,
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateTransitGatewayConnect",
            TransportTransitGatewayAttachmentId=inputs["transportAttachmentId"],
            Options={"Protocol": inputs["protocol"]},
            TagSpecifications=specification("transit-gateway-attachment", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayConnect"]["TransitGatewayAttachmentId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: _connect(api, identity), state_of, ("available",), ("pending",))
        self._set_defaults(api, identity, inputs["transitGatewayId"], inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        found = _connect(api, identity)
        if found is None:
            return None
        return {
            **self.state(found),
            "protocol": found["Options"]["Protocol"],
            **self._read_defaults(api, identity, found["TransitGatewayId"]),
            "tagsAll": unpaired(found.get("Tags")),
        }

    @updates(ASSOCIATION, PROPAGATION)
    def set_defaults(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._set_defaults(api, identity, inputs["transitGatewayId"], inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if _connect(api, identity) is not None:
            api("DeleteTransitGatewayConnect", TransitGatewayAttachmentId=identity)
        api.wait_gone(lambda: _listed_connect(api, identity), state_of, ("deleted",))


class ConnectPeer(Ec2Tagged):
    """A Connect peer."""

    token = "aws:ec2transitgateway/connectPeer:ConnectPeer"
    identity = "tgw-connect-peer-{hex17}"
    delete_first = True
    properties: ClassVar = {
        "transitGatewayAttachmentId": Input(Text(), "TransitGatewayAttachmentId", required=True, replaces=True),
        "peerAddress": Input(Text(), "PeerAddress", required=True, replaces=True),
        "insideCidrBlocks": Input(ListOf(), "InsideCidrBlocks", required=True, replaces=True),
        "bgpAsn": Input(NumericText(), replaces=True, computed=True),
        "transitGatewayAddress": Input(Text(), "TransitGatewayAddress", replaces=True, computed=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway-connect-peer/{id}"),
        "bgpPeerAddress": Output(),
        "bgpTransitGatewayAddresses": Output(ListOf()),
    }

    def create(self, api: Api, inputs: Values) -> str:
        asn = inputs.get("bgpAsn")
        made = api(
            "CreateTransitGatewayConnectPeer",
            **self.request(inputs),
            BgpOptions={"PeerAsn": int(asn)} if asn else None,
            TagSpecifications=specification("transit-gateway-connect-peer", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayConnectPeer"]["TransitGatewayConnectPeerId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: _peer(api, identity), state_of, ("available",), ("pending",))

    def read(self, api: Api, identity: str) -> Values | None:
        found = _peer(api, identity)
        if found is None:
            return None
        place, made = api.place, found["ConnectPeerConfiguration"]
        sessions = made["BgpConfigurations"]
        state: Values = {
            "transitGatewayAttachmentId": found["TransitGatewayAttachmentId"],
            "peerAddress": made["PeerAddress"],
            "insideCidrBlocks": list(made["InsideCidrBlocks"]),
            "transitGatewayAddress": made["TransitGatewayAddress"],
            "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:transit-gateway-connect-peer/{identity}",
            "tagsAll": unpaired(found.get("Tags")),
        }
        if sessions:
            state["bgpAsn"] = str(sessions[0]["PeerAsn"])
            state["bgpPeerAddress"] = sessions[0]["PeerAddress"]
            state["bgpTransitGatewayAddresses"] = [each["TransitGatewayAddress"] for each in sessions]
        return state

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if _peer(api, identity) is not None:
            api("DeleteTransitGatewayConnectPeer", TransitGatewayConnectPeerId=identity)
        api.wait_gone(lambda: _listed_peer(api, identity), state_of, ("deleted",))


def _listed_connect(api: Api, identity: str) -> Values | None:
    return described(
        api, "DescribeTransitGatewayConnects", "TransitGatewayConnects", TransitGatewayAttachmentIds=[identity]
    )


def _connect(api: Api, identity: str) -> Values | None:
    found = _listed_connect(api, identity)
    return found if found is not None and found["State"] not in LEFT else None


def _listed_peer(api: Api, identity: str) -> Values | None:
    return described(
        api,
        "DescribeTransitGatewayConnectPeers",
        "TransitGatewayConnectPeers",
        TransitGatewayConnectPeerIds=[identity],
    )


def _peer(api: Api, identity: str) -> Values | None:
    found = _listed_peer(api, identity)
    return found if found is not None and found["State"] not in LEFT else None
