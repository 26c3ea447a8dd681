from __future__ import annotations

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import code_of


def test_a_prefix_reservation_takes_addresses_from_those_that_are_free(network: Network):
    own, subnet = network.ec2, network.subnet()
    made = own.create_subnet_cidr_reservation(
        SubnetId=subnet,
        Cidr="10.110.0.70/28",
        ReservationType="prefix",
        Description="nodes",
        TagSpecifications=[{"ResourceType": "subnet-cidr-reservation", "Tags": [{"Key": "a", "Value": "b"}]}],
    )["SubnetCidrReservation"]
    assert (made["Cidr"], made["Description"], made["OwnerId"]) == ("10.110.0.64/28", "nodes", own.account)
    own.create_subnet_cidr_reservation(SubnetId=subnet, Cidr="10.110.0.96/28", ReservationType="explicit")
    (shown,) = own.describe_subnets(SubnetIds=[subnet])["Subnets"]
    assert shown["AvailableIpAddressCount"] == 251 - 16
    prefixes = [{"Name": "reservationType", "Values": ["prefix"]}]
    found = own.get_subnet_cidr_reservations(SubnetId=subnet, Filters=prefixes)
    assert found == {"SubnetIpv4CidrReservations": [made], "SubnetIpv6CidrReservations": []}
    deleted = own.delete_subnet_cidr_reservation(SubnetCidrReservationId=made["SubnetCidrReservationId"])
    assert deleted == {"DeletedSubnetCidrReservation": made}
    again = {"SubnetCidrReservationId": made["SubnetCidrReservationId"]}
    assert code_of(own.delete_subnet_cidr_reservation, **again) == "InvalidSubnetCidrReservationID.NotFound"


@pytest.mark.parametrize(
    ("cidr", "kind", "code"),
    [
        ("10.111.0.0/28", "prefix", "InvalidCidrReservation.NotWithinSubnetCidr"),
        ("2600::/80", "prefix", "InvalidCidrReservation.NotWithinSubnetCidr"),
        ("10.110.0.64/27", "prefix", "InvalidCidrReservation.OverlapExisting"),
        ("10.110.0.0", "prefix", "InvalidParameterValue"),
        ("10.110.0.128/28", "maybe", "InvalidParameterValue"),
    ],
)
def test_wrong_reservations_are_refused(network: Network, cidr: str, kind: str, code: str):
    own, subnet = network.ec2, network.subnet()
    own.create_subnet_cidr_reservation(SubnetId=subnet, Cidr="10.110.0.64/28", ReservationType="prefix")
    request = {"SubnetId": subnet, "Cidr": cidr, "ReservationType": kind}
    assert code_of(own.create_subnet_cidr_reservation, **request) == code


def test_filters_and_pages_are_checked(network: Network):
    request = {"SubnetId": network.subnet()}
    listed = network.ec2.get_subnet_cidr_reservations
    assert code_of(listed, **request, Filters=[{"Name": "colour", "Values": ["x"]}]) == "InvalidParameterValue"
    assert code_of(listed, **request, MaxResults=2) == "InvalidParameterValue"
    assert code_of(listed, **request, NextToken="forged") == "InvalidNextToken"
    assert code_of(listed, SubnetId="subnet-0123456789abcdef0") == "InvalidSubnetID.NotFound"
