"""Export the routes of a transit gateway's table to a bucket of S3.

Source: ExportTransitGatewayRoutes in the EC2 API Reference; "Export route tables to Amazon S3" in the Transit Gateway
Guide, whose file has the members' names in camel case.
"""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.ec2.transit_gateway_lookup import own_table
from sandbox.emulated.ec2.transit_gateway_route_search import found_routes
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation


@operation("ExportTransitGatewayRoutes")
def export_transit_gateway_routes(call: HybridCall) -> dict[str, Any]:
    """Write the routes that match the filters to a JSON file in the bucket."""
    table = own_table(call, call.request["TransitGatewayRouteTableId"])
    filters = call.request.get("Filters") or []
    bucket = call.request["S3Bucket"]
    document = {
        "filter": [{"name": it.get("Name", ""), "values": list(it.get("Values") or ())} for it in filters],
        "routes": [_camel(it) for it in found_routes(call, table, filters)],
    }
    moment = call.now.strftime("%Y-%m-%dT%H-%M-%SZ")
    key = f"VPCTransitGateway/{call.account}_{call.region}_{table.id}_{moment}.json"
    body = json.dumps(document, indent=2).encode()
    account, region = call.account, call.region
    call.afterwards.append(lambda: call.resources.put_object(account, region, bucket, key, body))
    return {"S3Location": f"s3://{bucket}/{key}"}


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _camel(each) for name, each in value.items()}
    return [_camel(each) for each in value] if isinstance(value, list) else value
