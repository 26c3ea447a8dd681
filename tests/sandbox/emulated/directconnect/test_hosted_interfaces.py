from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws, interface_request


def allocate(aws: Aws, kind: str = "Private", **changes: Any) -> str:
    connection = aws.connection()
    aws.wait()
    new: dict[str, Any] = {f"new{kind}VirtualInterfaceAllocation": interface_request(101) | changes}
    operation = f"Allocate{kind}VirtualInterface"
    made = aws.run(NETWORK, operation, connectionId=connection, ownerAccount=LEGACY, **new)
    return str(made.get("virtualInterface", made)["virtualInterfaceId"])


def test_both_accounts_see_an_unconfirmed_interface_as_confirming(aws: Aws):
    vif = allocate(aws)
    aws.wait(10)
    for account in (NETWORK, LEGACY):
        shown = aws.interface(vif, account)
        assert (shown["virtualInterfaceState"], shown["ownerAccount"]) == ("confirming", LEGACY)
    assert aws.run(OTHER, "DescribeVirtualInterfaces")["virtualInterfaces"] == []


def test_the_owner_confirms_it_onto_a_gateway_of_its_own(aws: Aws):
    vif, gateway = allocate(aws), aws.gateway(account=LEGACY)
    aws.run(LEGACY, "ConfirmPrivateVirtualInterface", virtualInterfaceId=vif, directConnectGatewayId=gateway)
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "available"
    attached = aws.run(LEGACY, "DescribeDirectConnectGatewayAttachments", directConnectGatewayId=gateway)
    assert [it["attachmentState"] for it in attached["directConnectGatewayAttachments"]] == ["attached"]


def test_a_transit_interface_is_confirmed_onto_a_gateway(aws: Aws):
    vif, gateway = allocate(aws, "Transit"), aws.gateway(account=LEGACY)
    aws.run(LEGACY, "ConfirmTransitVirtualInterface", virtualInterfaceId=vif, directConnectGatewayId=gateway)
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "available"


def test_a_public_interface_is_confirmed_without_a_gateway(aws: Aws):
    vif = allocate(
        aws, "Public", amazonAddress="175.45.176.1/30", customerAddress="175.45.176.2/30", routeFilterPrefixes=[]
    )
    confirmed = aws.run(LEGACY, "ConfirmPublicVirtualInterface", virtualInterfaceId=vif)
    assert confirmed == {"virtualInterfaceState": "verifying"}


def test_only_the_owner_confirms_it_with_the_matching_operation(aws: Aws):
    vif = allocate(aws)
    for account, operation, message in (
        (NETWORK, "ConfirmPrivateVirtualInterface", "does not exist"),
        (OTHER, "ConfirmPrivateVirtualInterface", "does not exist"),
        (LEGACY, "ConfirmTransitVirtualInterface", "is a private virtual interface"),
    ):
        gateway = aws.gateway(account=account)
        with pytest.raises(AwsError, match=message):
            aws.run(account, operation, virtualInterfaceId=vif, directConnectGatewayId=gateway)
    gateway = aws.gateway(account=LEGACY)
    aws.run(LEGACY, "ConfirmPrivateVirtualInterface", virtualInterfaceId=vif, directConnectGatewayId=gateway)
    with pytest.raises(AwsError, match="can not be confirmed"):
        aws.run(LEGACY, "ConfirmPrivateVirtualInterface", virtualInterfaceId=vif, directConnectGatewayId=gateway)


def test_it_cannot_be_confirmed_onto_the_allocating_accounts_gateway(aws: Aws):
    vif, gateway = allocate(aws), aws.gateway(account=NETWORK)
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(LEGACY, "ConfirmPrivateVirtualInterface", virtualInterfaceId=vif, directConnectGatewayId=gateway)
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "confirming"


def test_the_allocating_account_can_delete_it(aws: Aws):
    vif = allocate(aws)
    aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "deleted"


def test_an_account_id_has_12_digits(aws: Aws):
    with pytest.raises(AwsError, match="12 digits"):
        aws.run(
            NETWORK,
            "AllocatePrivateVirtualInterface",
            connectionId=aws.connection(),
            ownerAccount="legacy",
            newPrivateVirtualInterfaceAllocation=interface_request(101),
        )
