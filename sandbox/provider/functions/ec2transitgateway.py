"""EC2 transit gateway: the attachment of a Direct Connect gateway, planned as long as it does not exist."""

from typing import Final

from sandbox.provider.api import Api, unpaired
from sandbox.provider.errors import CallFailed, NothingAnswers
from sandbox.provider.function import function
from sandbox.provider.properties import Input
from sandbox.provider.resources.directconnect_associations import found_attachment, planned_attachment
from sandbox.provider.values import Values

ATTACHMENT: Final = "aws:ec2transitgateway/getDirectConnectGatewayAttachment:getDirectConnectGatewayAttachment"


@function(ATTACHMENT, dxGatewayId=Input(required=True), transitGatewayId=Input(required=True), region=Input())
def get_direct_connect_gateway_attachment(api: Api, args: Values, *, preview: bool) -> Values:
    """Return the attachment that an association of a Direct Connect gateway made or will make."""
    dx_gateway, transit_gateway = str(args["dxGatewayId"]), str(args["transitGatewayId"])
    ec2 = api.of("ec2", args.get("region"))
    try:
        found = found_attachment(ec2, dx_gateway, transit_gateway)
    except NothingAnswers:
        if not preview:
            raise
        found = None
    if found is None and not preview:
        raise CallFailed(
            "InvalidTransitGatewayAttachmentID.NotFound",
            f"{transit_gateway} has no attachment of Direct Connect gateway {dx_gateway}",
            "ec2",
            "DescribeTransitGatewayAttachments",
            ATTACHMENT,
        )
    identity = found["TransitGatewayAttachmentId"] if found else planned_attachment(dx_gateway, transit_gateway)
    place = ec2.place
    return {
        "id": identity,
        "arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:transit-gateway-attachment/{identity}",
        "dxGatewayId": dx_gateway,
        "transitGatewayId": transit_gateway,
        "region": place.region,
        "tags": unpaired(found.get("Tags")) if found else {},
    }
