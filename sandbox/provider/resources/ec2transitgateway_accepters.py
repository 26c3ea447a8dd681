"""Transit gateway VPC attachments: the gateway owner's side."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2transitgateway import LEFT
from sandbox.provider.resources.ec2transitgateway_attachments import (
    ASSOCIATION,
    DEFAULTS,
    OPTIONS,
    PROPAGATION,
    Attached,
    detach,
    found_attachment,
    ready,
)
from sandbox.provider.value_types import SetOf, Text
from sandbox.provider.values import Values


class VpcAttachmentAccepter(Attached):
    """The acceptance of another account's VPC attachment by the gateway's owner."""

    token = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
    identity = "{transitGatewayAttachmentId}"
    properties: ClassVar = {
        "transitGatewayAttachmentId": Input(Text(), "TransitGatewayAttachmentId", required=True, replaces=True),
        **DEFAULTS,
        "applianceModeSupport": Output(plan="disable"),
        "dnsSupport": Output(plan="enable"),
        "ipv6Support": Output(plan="disable"),
        "securityGroupReferencingSupport": Output(plan="enable"),
        "subnetIds": Output(SetOf(), "SubnetIds"),
        "transitGatewayId": Output(member="TransitGatewayId"),
        "vpcId": Output(member="VpcId"),
        "vpcOwnerId": Output(member="VpcOwnerId"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        identity = str(inputs["transitGatewayAttachmentId"])
        ready(api, identity, "pendingAcceptance")
        api("AcceptTransitGatewayVpcAttachment", TransitGatewayAttachmentId=identity)
        return identity

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        found = ready(api, identity, "available")
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])
        self._set_defaults(api, identity, found["TransitGatewayId"], inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_attachment(api, identity)
        if found is None or found["State"] in (*LEFT, "pendingAcceptance"):
            return None
        options: dict[str, Any] = found["Options"]
        return {
            **self.state(found),
            **{name: options[member] for name, member in OPTIONS.items()},
            **self._read_defaults(api, identity, found["TransitGatewayId"]),
            "tagsAll": unpaired(found.get("Tags")),
        }

    @updates(ASSOCIATION, PROPAGATION)
    def set_defaults(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if found := found_attachment(api, identity):
            self._set_defaults(api, identity, found["TransitGatewayId"], inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        detach(api, identity)
