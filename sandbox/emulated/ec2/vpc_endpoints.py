"""VPC endpoints of existing services, with routes that follow their tables, and unchanged policies."""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.prefix_list_store import lists
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

GATEWAY_SERVICES = ("s3", "dynamodb")
MOST_SERVICES = 1000
"""The largest page of DescribeVpcEndpointServices, so that moto returns all services at once."""


@operation("CreateVpcEndpoint")
def create_vpc_endpoint(call: Call) -> dict[str, Any]:
    """Create an endpoint: a gateway by default, which only S3 and DynamoDB have."""
    kind, service = call.request.get("VpcEndpointType", "Gateway"), call.request.get("ServiceName")
    if not service:
        raise AwsError("MissingParameter", "The request must contain the parameter ServiceName")
    own = backend.of(call)
    lists(call)
    vpc = backend.vpc(call, call.request["VpcId"])
    if service not in _services(call, kind):
        raise AwsError("InvalidServiceName", f"The Vpc Endpoint Service '{service}' does not exist")
    tables = call.request.get("RouteTableIds", [])
    for table in tables:
        if own.get_route_table(table).vpc_id != vpc.id:
            raise AwsError("InvalidParameter", f"Route table {table} is not in VPC {vpc.id}")
    _check_one_gateway(own, vpc.id, service, tables)
    _check_policy(call.request.get("PolicyDocument"))
    private_dns = call.request.get("PrivateDnsEnabled", kind == "Interface")
    shown = call.inner({**call.request, "VpcEndpointType": kind, "PrivateDnsEnabled": private_dns})
    made = own.vpc_end_points[shown["VpcEndpoint"]["VpcEndpointId"]]
    if kind == "Gateway":
        made.private_dns_enabled = shown["VpcEndpoint"]["PrivateDnsEnabled"] = False
    return shown


@operation("ModifyVpcEndpoint")
def modify_vpc_endpoint(call: Call) -> dict[str, Any]:
    """Change an endpoint; the routes to a gateway follow its tables, of which LocalStack changes the list alone."""
    own = backend.of(call)
    endpoint = own.vpc_end_points.get(call.request["VpcEndpointId"])
    if endpoint is None or endpoint.state == "deleted":
        raise AwsError(
            "InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{call.request['VpcEndpointId']}' does not exist"
        )
    unknown = set(call.request) - {
        "VpcEndpointId", "PolicyDocument", "ResetPolicy", "AddRouteTableIds", "RemoveRouteTableIds", "AddSubnetIds",
        "RemoveSubnetIds", "AddSecurityGroupIds", "RemoveSecurityGroupIds", "PrivateDnsEnabled",
    }  # fmt: skip
    if unknown:
        raise AwsError("InvalidParameter", f"Changing {', '.join(sorted(unknown))} of an endpoint is not emulated.")
    _check_policy(call.request.get("PolicyDocument"))
    if call.request.get("ResetPolicy"):
        endpoint.policy_document = json.dumps(endpoint.DEFAULT_POLICY)
    added = [each for each in call.request.get("AddRouteTableIds", []) if each not in endpoint.route_table_ids]
    gone = [each for each in call.request.get("RemoveRouteTableIds", []) if each in endpoint.route_table_ids]
    _check_one_gateway(own, endpoint.vpc_id, endpoint.service_name, added)
    for table in added:
        own.create_route(
            table, None, gateway_id=endpoint.id, destination_prefix_list_id=endpoint.destination_prefix_list_id
        )
    for table in gone:
        own.delete_route(table, endpoint.destination_prefix_list_id)
    own.modify_vpc_endpoint(
        endpoint.id,
        call.request.get("PolicyDocument"),
        call.request.get("AddSubnetIds"),
        call.request.get("RemoveSubnetIds"),
        gone,
        added,
        call.request.get("AddSecurityGroupIds"),
        call.request.get("RemoveSecurityGroupIds"),
    )
    if "PrivateDnsEnabled" in call.request:
        endpoint.private_dns_enabled = call.request["PrivateDnsEnabled"]
    return {"Return": True}


@operation("DescribeVpcEndpoints")
def describe_vpc_endpoints(call: Call) -> dict[str, Any]:
    """Return endpoints with their policies as given: LocalStack drops the policies' version."""
    shown = call.inner()
    for endpoint in shown.get("VpcEndpoints", []):
        endpoint["PolicyDocument"] = backend.of(call).vpc_end_points[endpoint["VpcEndpointId"]].policy_document
    return shown


def _services(call: Call, kind: str) -> set[str]:
    """Return the services with endpoints of that kind; for all but gateways moto loads all its services."""
    if kind == "Gateway":
        return {f"com.amazonaws.{call.region}.{name}" for name in GATEWAY_SERVICES}
    listed = backend.of(call).describe_vpc_endpoint_services([], [], MOST_SERVICES, None, call.region)
    return {each["ServiceName"] for each in listed["servicesDetails"]}


def _check_one_gateway(own: Any, vpc: str, service: str, tables: list[str]) -> None:
    for other in list(own.vpc_end_points.values()):
        same = other.vpc_id == vpc and other.service_name == service and other.state != "deleted"
        both = set(other.route_table_ids or ()) & set(tables)
        if same and both:
            raise AwsError(
                "RouteAlreadyExists",
                f"route table {min(both)} already has a route with destination-prefix-list-id of {service}",
            )


def _check_policy(text: str | None) -> None:
    if text is None:
        return
    try:
        document = json.loads(text)
    except ValueError as bad:
        raise AwsError("InvalidPolicyDocument", "The policy document is not valid JSON.") from bad
    if not isinstance(document, dict) or "Statement" not in document:
        raise AwsError("InvalidPolicyDocument", "The policy document has no statements.")
