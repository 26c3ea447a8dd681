"""Endpoint services and their connections in the shapes of EC2's responses."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import vpc_endpoint_store as endpoints
from sandbox.emulated.ec2.endpoint_services import EndpointService, of_account
from sandbox.emulated.service_call import Call


def tags(it: Any) -> list[dict[str, str]]:
    """Return the tags of a service."""
    return [{"Key": key, "Value": value} for key, value in dict(it.ec2_backend.tags.get(it.id, {})).items()]


def configuration(it: Any) -> dict[str, Any]:
    """Return a ServiceConfiguration, as its owner sees it."""
    service = of_account(it)
    response: dict[str, Any] = {
        "ServiceType": [{"ServiceType": service.type}],
        "ServiceId": it.id,
        "ServiceName": it.service_name,
        "ServiceState": "Available",
        "AvailabilityZones": list(service.zones),
        "AcceptanceRequired": service.acceptance,
        "ManagesVpcEndpoints": False,
        "NetworkLoadBalancerArns": list(it.network_load_balancer_arns) or None,
        "GatewayLoadBalancerArns": list(it.gateway_load_balancer_arns) or None,
        "SupportedIpAddressTypes": list(service.address_types),
        "BaseEndpointDnsNames": [service.dns_suffix],
        "PrivateDnsName": it.private_dns_name or None,
        "PrivateDnsNameConfiguration": _verification(it) if it.private_dns_name else None,
        "PayerResponsibility": it.payer,
        "SupportedRegions": [{"Region": name, "ServiceState": "Available"} for name in it.regions],
        "RemoteAccessEnabled": it.regions != [service.region],
        "Tags": tags(it),
    }
    return {member: value for member, value in response.items() if value is not None}


def _verification(it: Any) -> dict[str, str]:
    return {
        "State": it.verification,
        "Type": "TXT",
        "Value": f"vpce:{it.verification_token}",
        "Name": f"_{it.verification_token[:10]}",
    }


def detail(call: Call, service: EndpointService) -> dict[str, Any]:
    """Return a ServiceDetail, as consumers see a service."""
    its_tags = tags(service.configuration) if service.configuration and service.owner == call.account else []
    verification = service.verification if service.private_names else None
    response: dict[str, Any] = {
        "ServiceName": service.name,
        "ServiceId": service.id,
        "ServiceType": [{"ServiceType": service.type}],
        "ServiceRegion": service.region,
        "AvailabilityZones": list(service.zones),
        "Owner": service.owner,
        "BaseEndpointDnsNames": [service.dns_suffix],
        "PrivateDnsName": service.private_names[0] if service.private_names else None,
        "PrivateDnsNames": [{"PrivateDnsName": name} for name in service.private_names] or None,
        "VpcEndpointPolicySupported": service.policies,
        "AcceptanceRequired": service.acceptance,
        "ManagesVpcEndpoints": False,
        "PayerResponsibility": getattr(service.configuration, "payer", None),
        "PrivateDnsNameVerificationState": verification,
        "SupportedIpAddressTypes": list(service.address_types),
        "Tags": its_tags,
    }
    return {member: value for member, value in response.items() if value is not None}


def connection(call: Call, service: Any, endpoint: Any) -> dict[str, Any]:
    """Return a VpcEndpointConnection, as the owner of the service sees it."""
    response: dict[str, Any] = {
        "ServiceId": service.id,
        "VpcEndpointId": endpoint.id,
        "VpcEndpointOwner": endpoint.ec2_backend.account_id,
        "VpcEndpointState": endpoints.state_of(call, endpoint),
        "CreationTimestamp": endpoint.creation_timestamp,
        "DnsEntries": list(endpoint.dns_entries or []),
        "NetworkLoadBalancerArns": list(service.network_load_balancer_arns) or None,
        "GatewayLoadBalancerArns": list(service.gateway_load_balancer_arns) or None,
        "IpAddressType": getattr(endpoint, "address_type", "ipv4"),
        "VpcEndpointConnectionId": f"vpce-con-{endpoint.id.removeprefix('vpce-')}",
        "VpcEndpointRegion": endpoint.ec2_backend.region_name,
        "Tags": [],
    }
    return {member: value for member, value in response.items() if value is not None}
