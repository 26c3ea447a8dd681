from typing import Any

import grpc
import pytest

from sandbox.provider.functions.ec2transitgateway import ATTACHMENT
from tests.sandbox.provider.contract import Provider, SampleEnv

ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"


def test_a_preview_returns_the_attachment_that_the_association_plans(offline: Provider):
    inputs = {"dxGatewayId": "2a97cda8-222d-e46a-36c5-582568ebdc4c", "associatedGatewayId": "tgw-fc1d3153bd664dcf8"}
    urn = offline.urn(ASSOCIATION)
    _, planned = offline.create(urn, offline.checked(urn, inputs), preview=True)
    args: dict[str, Any] = {"dxGatewayId": inputs["dxGatewayId"], "transitGatewayId": inputs["associatedGatewayId"]}
    result = offline.invoke(ATTACHMENT, preview=True, **args)
    assert result["id"] == planned["transitGatewayAttachmentId"]
    assert result["arn"].endswith(f":123456789012:transit-gateway-attachment/{result['id']}")
    with pytest.raises(grpc.RpcError, match="Nothing answers"):
        offline.invoke(ATTACHMENT, **args)


@pytest.mark.engine
def test_an_existing_attachment_is_found_in_a_preview(env: SampleEnv):
    gateway = env.make("aws:directconnect/gateway:Gateway", name="hub", amazonSideAsn="64601")["id"]
    hub = env.make("aws:ec2transitgateway/transitGateway:TransitGateway", amazonSideAsn=64520)["id"]
    args: dict[str, Any] = {"dxGatewayId": gateway, "transitGatewayId": hub}
    with pytest.raises(grpc.RpcError, match="has no attachment of Direct Connect gateway"):
        env.provider.invoke(ATTACHMENT, **args)
    made = env.make(ASSOCIATION, dxGatewayId=gateway, associatedGatewayId=hub)
    for preview in (True, False):
        assert env.provider.invoke(ATTACHMENT, preview=preview, **args)["id"] == made["transitGatewayAttachmentId"]
