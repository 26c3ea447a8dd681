"""Tests of `sandbox.snapshot.network.exported`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox import snapshot
from sandbox.snapshot import exported as policies
from sandbox.snapshot.errors import SourceMissing, SourceUnreadable
from sandbox.snapshot.network import exported, load
from tests.sandbox.snapshot.exports import FILES

ACCOUNT = "222222222222"
VPCS = {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": ACCOUNT, "CidrBlock": "10.0.0.0/16"}]}
SUBNETS = {
    "Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1b"}
    ]
}
DATACENTRE = "asn: 65010\nprefixes: [10.0.0.0/12]\nlines: []\n"


def write(folder: Path, name: str, content: Any) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


@pytest.mark.parametrize(
    ("place", "account", "region"),
    [
        (f"aws_configs/accounts/{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1"),
        ("aws_configs/us-west-2", ACCOUNT, "us-west-2"),
        ("aws_configs", ACCOUNT, "eu-west-1"),
        (f"accounts/{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1"),
    ],
)
def test_batfishs_layouts_name_account_and_region(tmp_path: Path, place: str, account: str, region: str):
    write(tmp_path, f"{place}/Vpcs.json", VPCS)
    write(tmp_path, f"{place}/Subnets.json", SUBNETS)
    network = exported.read(tmp_path)
    (vpc,) = network.topology.vpcs.values()
    assert (vpc.account, vpc.region) == (account, region)
    assert network.topology.subnets["subnet-1"].region == region
    assert str(vpc.origin) == f"{tmp_path}/{place}/Vpcs.json Vpcs[0]"


def test_a_file_may_hold_several_members_and_have_any_name(tmp_path: Path):
    write(tmp_path, "aws_configs/us-east-1/everything.json", {**VPCS, **SUBNETS})
    network = exported.read(tmp_path)
    assert (set(network.topology.vpcs), set(network.topology.subnets)) == ({"vpc-1"}, {"subnet-1"})


def test_routers_are_read_from_a_document_and_from_configurations(tmp_path: Path):
    write(tmp_path, "aws_configs/us-east-1/Vpcs.json", VPCS)
    assert exported.read(tmp_path).topology.datacentres == {}
    write(tmp_path, "configs/dc-west.cfg", "hostname dc-west\nrouter bgp 65010\n")
    assert [each.name for each in exported.read(tmp_path).topology.datacentres["datacentre"].routers] == ["dc-west"]
    write(tmp_path, "datacentre.yaml", DATACENTRE.replace("asn", "name: north\nasn"))
    assert set(exported.read(tmp_path).topology.datacentres) == {"north", "datacentre"}


def test_accounts_are_named_by_organizations(tmp_path: Path):
    write(tmp_path, f"aws_configs/accounts/{ACCOUNT}/us-east-1/Vpcs.json", VPCS)
    write(tmp_path, "organization/accounts-of-r-1.json", {"Accounts": [{"Id": ACCOUNT, "Name": "mobile"}]})
    assert {each.id: each.name for each in exported.read(tmp_path).accounts.values()} == {ACCOUNT: "mobile"}


def test_the_loader_reads_a_folder(tmp_path: Path):
    write(tmp_path, "aws_configs/us-east-1/Vpcs.json", VPCS)
    assert set(load(str(tmp_path)).topology.vpcs) == {"vpc-1"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"Vpcs\.json: it is not JSON"),
        ("[]", r"Vpcs\.json: it is not a response from AWS"),
        ('{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10/16x"}]}', r"Vpcs\.json: Vpcs\[0\]\.CidrBlock is '10/16x'"),
    ],
)
def test_malformed_files_are_errors_with_their_place(tmp_path: Path, content: str, message: str):
    write(tmp_path, "aws_configs/us-east-1/Vpcs.json", content)
    with pytest.raises(SourceUnreadable, match=message):
        exported.read(tmp_path)


def test_a_folder_without_a_network_is_an_error(tmp_path: Path):
    write(tmp_path, "aws_configs/us-east-1/Tags.json", {"Tags": []})
    with pytest.raises(SourceMissing, match="holds no responses about a network"):
        exported.read(tmp_path)
    with pytest.raises(SourceMissing, match="there is no such folder"):
        exported.read(tmp_path / "nowhere")


def test_an_export_of_policies_is_read_without_the_files_of_the_network(tmp_path: Path):
    policies.write(FILES, tmp_path)
    before = snapshot.load(str(tmp_path))
    endpoint = {"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "PolicyDocument": '{"Statement": []}'}
    write(tmp_path, "aws_configs/us-east-1/VpcEndpoints.json", {"VpcEndpoints": [endpoint]})
    write(tmp_path, "datacentre.json", {"asn": 65010, "prefixes": [], "lines": []})
    assert policies.read(tmp_path) == before
