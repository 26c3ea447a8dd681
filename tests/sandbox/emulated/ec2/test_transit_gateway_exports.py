import json
from typing import Any

from tests.sandbox.emulated.ec2.test_transit_gateway_routes import write
from tests.sandbox.emulated.ec2.test_transit_gateway_tables import OFF, table
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of


def test_the_routes_that_match_are_written_to_the_bucket():
    aws = Aws()
    aws.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    hub = aws.transit_gateway(**OFF)
    attachment, one = aws.attach(NETWORK, hub, "vpc-1"), table(aws, hub)
    aws.wait(0.5)
    write(aws, one, "10.64.0.0/12", TransitGatewayAttachmentId=attachment)
    write(aws, one, "192.0.2.0/24", Blackhole=True)
    wanted: list[dict[str, Any]] = [{"Name": "route-search.subnet-of-match", "Values": ["10.0.0.0/8"]}]
    request: dict[str, Any] = {"TransitGatewayRouteTableId": one, "S3Bucket": "routes", "Filters": wanted}
    location = aws.run(NETWORK, "ExportTransitGatewayRoutes", **request)["S3Location"]
    bucket, _, key = location.removeprefix("s3://").partition("/")
    assert (bucket, NETWORK in key, one in key) == ("routes", True, True)
    assert json.loads(aws.resources.objects[NETWORK, bucket, key]) == {
        "filter": [{"name": "route-search.subnet-of-match", "values": ["10.0.0.0/8"]}],
        "routes": [
            {
                "destinationCidrBlock": "10.64.0.0/12",
                "type": "static",
                "state": "active",
                "transitGatewayAttachments": [
                    {"resourceId": "vpc-1", "transitGatewayAttachmentId": attachment, "resourceType": "vpc"}
                ],
            }
        ],
    }
    missing = {"TransitGatewayRouteTableId": "tgw-rtb-0", "S3Bucket": "routes"}
    assert code_of(aws.run, NETWORK, "ExportTransitGatewayRoutes", **missing) == "InvalidRouteTableID.NotFound"
