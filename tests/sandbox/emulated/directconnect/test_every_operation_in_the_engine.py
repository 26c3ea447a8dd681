"""Every operation of today's Direct Connect by boto3, across accounts where AWS crosses accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from sandbox.engine import Engine
from tests.sandbox.datacentre.http_client import interface_request, line, put, router_side, until

pytestmark = pytest.mark.engine

KEY = {"ckn": "0a" * 32, "cak": "1b" * 32}
PLACE = {"location": "EqDC2"}
OPERATIONS = Session().get_service_model("directconnect").operation_names
SERVER_ERROR = 500


@dataclass
class Accounts:
    """A partner that owns ports and gateways, and its customer."""

    partner: Any
    customer: Any
    partner_id: str
    customer_id: str
    ec2: Any
    called: set[str] = field(default_factory=set)


@pytest.fixture
def accounts(engine: Engine) -> Iterator[Accounts]:
    session, made = Session(), []

    def client(service: str, account: str) -> Any:
        session.set_credentials(account, "test")
        made.append(session.create_client(service, region_name="us-east-1", endpoint_url=engine.endpoint))
        return made[-1]

    partner, customer = (str(10**11 + secrets.randbelow(9 * 10**11)) for _ in range(2))
    found = Accounts(
        client("directconnect", partner),
        client("directconnect", customer),
        partner,
        customer,
        client("ec2", customer),
    )
    for each in (found.partner, found.customer):
        each.meta.events.register("before-call.directconnect", lambda model, **_: found.called.add(model.name))
    yield found
    for each in made:
        each.close()


def test_every_operation_answers(engine: Engine, accounts: Accounts) -> None:  # noqa: PLR0915 - one call after another
    partner, customer = accounts.partner, accounts.customer
    names = {name: f"{name}-{secrets.token_hex(4)}" for name in ("first", "second", "wide")}
    lines = [line(names["first"], own=router_side(301, 64700), theirs=router_side(302, 64701))]
    lines += [line(names[name], own=router_side(301, 64700)) for name in ("second", "wide")]
    put(engine, {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": lines})

    # ports
    assert partner.describe_locations()["locations"]
    assert partner.describe_customer_metadata() | {"ResponseMetadata": None} == {
        "agreements": [],
        "nniPartnerType": "nonPartner",
        "ResponseMetadata": None,
    }
    assert partner.confirm_customer_agreement(agreementName="terms")["status"] == "signed"
    first = partner.create_connection(**PLACE, bandwidth="10Gbps", connectionName=names["first"], requestMACSec=True)[
        "connectionId"
    ]
    second = partner.create_connection(**PLACE, bandwidth="10Gbps", connectionName="x")["connectionId"]
    partner.update_connection(connectionId=second, connectionName=names["second"])
    partner.update_connections_billing_mode(connectionIds=[first, second], billingMode="FlatRateTier1")
    wide = partner.create_interconnect(**PLACE, bandwidth="10Gbps", interconnectName=names["wide"])["interconnectId"]

    def states() -> list[str]:
        found = partner.describe_connections()["connections"]
        return [it["connectionState"] for it in found] + [
            it["interconnectState"] for it in partner.describe_interconnects()["interconnects"]
        ]

    until(states, ["available"] * 3)
    assert partner.describe_loa(connectionId=first)["loaContent"].startswith(b"%PDF")
    assert partner.describe_connection_loa(connectionId=first)["loa"]["loaContentType"] == "application/pdf"
    assert partner.describe_interconnect_loa(interconnectId=wide)["loa"]["loaContent"].startswith(b"%PDF")
    secret = partner.associate_mac_sec_key(connectionId=first, **KEY)["macSecKeys"][0]["secretARN"]
    partner.disassociate_mac_sec_key(connectionId=first, secretARN=secret)

    # groups
    group = partner.create_resiliency_group(resiliencyGroupName="lines", intendedResiliencyModel="high-resiliency")[
        "resiliencyGroup"
    ]["resiliencyGroupId"]
    until(lambda: partner.get_resiliency_group(resiliencyGroupId=group)["resiliencyGroup"]["state"], "available")
    partner.update_resiliency_group(resiliencyGroupId=group, resiliencyGroupName="both")
    assert [it["resiliencyGroupName"] for it in partner.list_resiliency_groups()["items"]] == ["both"]
    partner.associate_connections_to_resiliency_group(resiliencyGroupId=group, connectionIdentifiers=[first, second])
    assert len(partner.list_resiliency_group_associations(resiliencyGroupId=group)["items"]) == 2
    partner.disassociate_connections_from_resiliency_group(
        resiliencyGroupId=group, connectionIdentifiers=[first, second]
    )
    until(
        lambda: {it["state"] for it in partner.list_resiliency_group_associations(resiliencyGroupId=group)["items"]},
        {"disassociated"},
    )
    partner.delete_resiliency_group(resiliencyGroupId=group)
    lag = partner.create_lag(
        **PLACE, numberOfConnections=1, connectionsBandwidth="10Gbps", lagName="lag", connectionId=second
    )["lagId"]
    partner.update_lag(lagId=lag, minimumLinks=1)
    partner.associate_connection_with_lag(connectionId=first, lagId=lag)
    until(lambda: partner.describe_lags(lagId=lag)["lags"][0]["numberOfConnections"], 2)
    until(states, ["available"] * 3)
    partner.disassociate_connection_from_lag(connectionId=first, lagId=lag)
    until(states, ["available"] * 3)

    # gateways and interfaces of one account
    gateway = customer.create_direct_connect_gateway(directConnectGatewayName="own", amazonSideAsn=64700)
    gateway = gateway["directConnectGateway"]["directConnectGatewayId"]
    customer.update_direct_connect_gateway(directConnectGatewayId=gateway, newDirectConnectGatewayName="mine")
    transit = customer.create_direct_connect_gateway(directConnectGatewayName="transit", amazonSideAsn=64701)
    transit = transit["directConnectGateway"]["directConnectGatewayId"]
    theirs = partner.create_direct_connect_gateway(directConnectGatewayName="own", amazonSideAsn=64700)
    theirs = theirs["directConnectGateway"]["directConnectGatewayId"]
    moved = partner.create_private_virtual_interface(
        connectionId=lag, newPrivateVirtualInterface=interface_request(301, directConnectGatewayId=theirs)
    )["virtualInterfaceId"]
    partner.associate_virtual_interface(virtualInterfaceId=moved, connectionId=first)
    interface = _state_of(partner, moved)
    until(interface, "available")
    partner.update_virtual_interface_attributes(virtualInterfaceId=moved, virtualInterfaceName="moved")
    routes = partner.list_virtual_interface_routes(virtualInterfaceId=moved, filters={"routeDirection": "accepted"})
    assert [it["cidr"] for it in routes["routes"]] == ["10.0.0.0/12"]
    assert "router bgp" in partner.describe_router_configuration(virtualInterfaceId=moved)["customerRouterConfig"]
    six = partner.create_bgp_peer(virtualInterfaceId=moved, newBGPPeer={"asn": 65010, "addressFamily": "ipv6"})
    assert len(six["virtualInterface"]["bgpPeers"]) == 2
    peer = next(it for it in six["virtualInterface"]["bgpPeers"] if it["addressFamily"] == "ipv6")
    partner.delete_bgp_peer(virtualInterfaceId=moved, bgpPeerId=peer["bgpPeerId"])
    partner.start_bgp_failover_test(virtualInterfaceId=moved)
    until(interface, "testing")
    partner.stop_bgp_failover_test(virtualInterfaceId=moved)
    history = partner.list_virtual_interface_test_history(virtualInterfaceId=moved)["virtualInterfaceTestHistory"]
    assert [it["status"] for it in history] == ["cancelled"]
    arn = f"arn:aws:directconnect:us-east-1:{accounts.partner_id}:dxlag/{lag}"
    partner.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "b"}])
    assert partner.describe_tags(resourceArns=[arn])["resourceTags"][0]["tags"] == [{"key": "a", "value": "b"}]
    partner.untag_resource(resourceArn=arn, tagKeys=["a"])
    public = interface_request(303) | {"amazonAddress": "3.3.3.2/30", "customerAddress": "3.3.3.1/30"}
    public = partner.create_public_virtual_interface(
        connectionId=first, newPublicVirtualInterface=public | {"routeFilterPrefixes": [{"cidr": "3.4.0.0/16"}]}
    )["virtualInterfaceId"]
    with pytest.raises(ClientError, match="does not exist"):
        partner.create_transit_virtual_interface(
            connectionId=first, newTransitVirtualInterface=interface_request(304, directConnectGatewayId=gateway)
        )

    # interfaces and connections for another account
    allocated = partner.allocate_private_virtual_interface(
        connectionId=lag,
        ownerAccount=accounts.customer_id,
        newPrivateVirtualInterfaceAllocation=interface_request(401),
    )["virtualInterfaceId"]
    crossing = partner.allocate_transit_virtual_interface(
        connectionId=first,
        ownerAccount=accounts.customer_id,
        newTransitVirtualInterfaceAllocation=interface_request(302),
    )["virtualInterface"]["virtualInterfaceId"]
    open_ = partner.allocate_public_virtual_interface(
        connectionId=lag,
        ownerAccount=accounts.customer_id,
        newPublicVirtualInterfaceAllocation=interface_request(402)
        | {"amazonAddress": "3.3.4.2/30", "customerAddress": "3.3.4.1/30"},
    )["virtualInterfaceId"]
    customer.confirm_private_virtual_interface(virtualInterfaceId=allocated, directConnectGatewayId=gateway)
    customer.confirm_transit_virtual_interface(virtualInterfaceId=crossing, directConnectGatewayId=transit)
    customer.confirm_public_virtual_interface(virtualInterfaceId=open_)
    until(_state_of(customer, crossing), "available")
    attachments = customer.describe_direct_connect_gateway_attachments(directConnectGatewayId=gateway)
    assert [it["virtualInterfaceId"] for it in attachments["directConnectGatewayAttachments"]] == [allocated]
    hosted = partner.allocate_connection_on_interconnect(
        interconnectId=wide,
        ownerAccount=accounts.customer_id,
        bandwidth="1Gbps",
        connectionName="hosted",
        vlan=7,
    )["connectionId"]
    assert partner.describe_connections_on_interconnect(interconnectId=wide)["connections"]
    customer.confirm_connection(connectionId=hosted)
    partner.associate_hosted_connection(connectionId=hosted, parentConnectionId=lag)
    other = partner.allocate_hosted_connection(
        connectionId=lag,
        ownerAccount=accounts.customer_id,
        bandwidth="1Gbps",
        connectionName="hosted",
        vlan=8,
    )["connectionId"]
    assert len(partner.describe_hosted_connections(connectionId=lag)["connections"]) == 2

    # associations within an account and across accounts
    vpc = accounts.ec2.create_vpc(CidrBlock="10.64.0.0/16")["Vpc"]["VpcId"]
    virtual = accounts.ec2.create_vpn_gateway(Type="ipsec.1", AmazonSideAsn=64800)["VpnGateway"]["VpnGatewayId"]
    accounts.ec2.attach_vpn_gateway(VpcId=vpc, VpnGatewayId=virtual)
    assert [it["virtualGatewayId"] for it in customer.describe_virtual_gateways()["virtualGateways"]] == [virtual]
    association = customer.create_direct_connect_gateway_association(directConnectGatewayId=gateway, gatewayId=virtual)
    association = association["directConnectGatewayAssociation"]["associationId"]

    def associations(id_: str) -> list[str]:
        found = customer.describe_direct_connect_gateway_associations(associationId=id_)
        return [it["associationState"] for it in found["directConnectGatewayAssociations"]]

    until(lambda: associations(association), ["associated"])
    customer.update_direct_connect_gateway_association(
        associationId=association, addAllowedPrefixesToDirectConnectGateway=[{"cidr": "10.0.0.0/8"}]
    )
    until(lambda: associations(association), ["associated"])
    customer.delete_direct_connect_gateway_association(associationId=association)
    until(lambda: associations(association), [])
    proposal = customer.create_direct_connect_gateway_association_proposal(
        directConnectGatewayId=theirs, directConnectGatewayOwnerAccount=accounts.partner_id, gatewayId=virtual
    )["directConnectGatewayAssociationProposal"]["proposalId"]
    customer.delete_direct_connect_gateway_association_proposal(proposalId=proposal)
    again = customer.create_direct_connect_gateway_association_proposal(
        directConnectGatewayId=theirs, directConnectGatewayOwnerAccount=accounts.partner_id, gatewayId=virtual
    )["directConnectGatewayAssociationProposal"]["proposalId"]
    listed = partner.describe_direct_connect_gateway_association_proposals(directConnectGatewayId=theirs)
    assert again in {it["proposalId"] for it in listed["directConnectGatewayAssociationProposals"]}
    accepted = partner.accept_direct_connect_gateway_association_proposal(
        directConnectGatewayId=theirs, proposalId=again, associatedGatewayOwnerAccount=accounts.customer_id
    )["directConnectGatewayAssociation"]["associationId"]
    until(lambda: associations(accepted), ["associated"])
    partner.delete_direct_connect_gateway_association(associationId=accepted)

    # everything is deleted again
    for vif in (moved, public, allocated, crossing, open_):
        partner.delete_virtual_interface(virtualInterfaceId=vif)
    for connection in (hosted, other):
        customer.delete_connection(connectionId=connection)
    until(lambda: [it["connectionState"] for it in customer.describe_connections()["connections"]], ["deleted"] * 2)
    until(lambda: {it["virtualInterfaceState"] for it in _interfaces(partner)}, {"deleted"})
    partner.delete_lag(lagId=lag)
    partner.delete_interconnect(interconnectId=wide)
    until(lambda: associations(accepted), [])
    customer.delete_direct_connect_gateway(directConnectGatewayId=gateway)
    assert customer.describe_direct_connect_gateways()["directConnectGateways"]

    assert accounts.called == set(OPERATIONS)


def _interfaces(client: Any) -> list[dict[str, Any]]:
    return list(client.describe_virtual_interfaces()["virtualInterfaces"])


def _state_of(client: Any, vif: str) -> Callable[[], str]:
    return lambda: str(
        client.describe_virtual_interfaces(virtualInterfaceId=vif)["virtualInterfaces"][0]["virtualInterfaceState"]
    )


WRONG: dict[str, tuple[object, ...]] = {
    "string": ("", "nonsense", "dxcon-ffffffff", "dxlag-ffffffff", "x" * 5000, "\u0000"),
    "integer": (-1, 0, 2**31 - 1),
    "long": (-1, 0, 2**63 - 1),
    "boolean": (True,),
    "list": ([], [{}], ["nonsense"]),
    "structure": ({},),
}


def _requests(shape: Any) -> Iterator[dict[str, Any]]:
    """Yield requests with wrong values: of all members the first, the second, and so on."""
    yield {}
    if shape is None:
        return
    for number in range(6):
        yield {name: _wrong(member, number) for name, member in shape.members.items()}
        yield {name: _wrong(shape.members[name], number) for name in shape.required_members}


def _wrong(shape: Any, number: int) -> object:
    if shape.type_name == "structure":
        return {name: _wrong(member, number) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [] if number == 0 else [_wrong(shape.member, number)] * (number % 2 + 1)
    values = WRONG[shape.type_name]
    return values[number % len(values)]


@pytest.fixture(scope="module")
def unchecked(engine: Engine) -> Iterator[Any]:
    """A client that sends what it is given."""
    session = Session()
    session.set_credentials(str(10**11 + secrets.randbelow(9 * 10**11)), "test")
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    client = session.create_client(
        "directconnect", region_name="us-east-1", endpoint_url=engine.endpoint, config=config
    )
    yield client
    client.close()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_input_is_a_server_error(unchecked: Any, operation: str) -> None:
    requests = list(_requests(unchecked.meta.service_model.operation_model(operation).input_shape))
    answers = [_status(unchecked, operation, request) for request in requests]
    assert [answer for answer in answers if answer[0] >= SERVER_ERROR] == []


def _status(client: Any, operation: str, request: dict[str, Any]) -> tuple[int, str]:
    """Return the status and the message of the answer; 200 for what the sandbox says it does not emulate."""
    try:
        getattr(client, xform_name(operation))(**request)
    except ClientError as error:
        message = str(error.response["Error"]["Message"])
        status = int(error.response["ResponseMetadata"]["HTTPStatusCode"])
        return (200 if message.startswith("The sandbox does not emulate") else status), f"{request}: {message}"
    return 200, ""
