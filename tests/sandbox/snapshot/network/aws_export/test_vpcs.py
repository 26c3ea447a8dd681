"""Tests of `sandbox.snapshot.network.aws_export.vpcs`."""

from __future__ import annotations

from ipaddress import ip_network

from tests.sandbox.snapshot.network.aws_export.responses import ACCOUNT, REGION, named, network


def test_a_vpc_has_its_ranges_of_both_families_without_those_that_are_gone():
    vpc = {
        "VpcId": "vpc-1",
        "OwnerId": ACCOUNT,
        "CidrBlock": "10.0.0.0/16",
        "CidrBlockAssociationSet": [
            {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
            {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associated"}},
            {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "disassociated"}},
        ],
        "Ipv6CidrBlockAssociationSet": [
            {"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}
        ],
        "Tags": named("main"),
    }
    found = network(Vpcs=[vpc]).topology.vpcs["vpc-1"]
    assert (found.name, found.account, found.region) == ("main", ACCOUNT, REGION)
    assert [str(each) for each in found.cidrs] == ["10.0.0.0/16", "10.1.0.0/16", "2001:db8::/56"]


def test_a_subnet_has_the_id_of_its_zone():
    subnet = {
        "SubnetId": "subnet-1",
        "VpcId": "vpc-1",
        "CidrBlock": "10.0.1.0/24",
        "AvailabilityZone": "us-east-1a",
        "AvailabilityZoneId": "use1-az1",
    }
    found = network(Subnets=[subnet]).topology.subnets["subnet-1"]
    assert (found.zone, found.cidrs) == ("use1-az1", (ip_network("10.0.1.0/24"),))


def test_prefix_lists_of_aws_and_of_customers_have_their_entries():
    lists = [
        {"PrefixListId": "pl-1", "PrefixListName": "ours", "OwnerId": ACCOUNT, "MaxEntries": 5},
        {"PrefixListId": "pl-2", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["52.216.0.0/15"]},
        {"PrefixListId": "pl-3", "PrefixListName": "lost", "OwnerId": ACCOUNT},
    ]
    entries = [{"PrefixListId": "pl-1", "Entries": [{"Cidr": "10.0.0.0/8"}]}]
    found = network(PrefixLists=lists, PrefixListEntries=entries)
    own, of_aws = found.topology.prefix_lists["pl-1"], found.topology.prefix_lists["pl-2"]
    assert (own.account, own.entries, own.max_entries) == (ACCOUNT, (ip_network("10.0.0.0/8"),), 5)
    assert (of_aws.account, of_aws.entries, of_aws.max_entries) == ("aws", (ip_network("52.216.0.0/15"),), None)
    assert found.notes == ("the entries of pl-3 were not exported: `aws ec2 get-managed-prefix-list-entries`",)
