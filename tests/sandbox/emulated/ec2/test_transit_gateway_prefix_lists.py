from typing import Any

import pytest

from sandbox.emulated.hybrid_network.model import PrefixList
from tests.sandbox.emulated.ec2.test_transit_gateway_tables import OFF, table
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    made.resources.prefix_lists[NETWORK, "pl-1"] = PrefixList(owner=LEGACY, cidrs=("10.1.0.0/16", "10.2.0.0/16"))
    return made


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway(**OFF)


@pytest.fixture
def one(aws: Aws, hub: str) -> str:
    return table(aws, hub)


@pytest.fixture
def attachment(aws: Aws, hub: str) -> str:
    made = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.5)
    return made


def run(aws: Aws, verb: str, table_: str, **request: Any) -> dict[str, Any]:
    values = {"TransitGatewayRouteTableId": table_, "PrefixListId": "pl-1"} | request
    answer = aws.run(NETWORK, f"{verb}TransitGatewayPrefixListReference", **values)
    return dict(answer["TransitGatewayPrefixListReference"])


def listed(aws: Aws, table_: str, **filters: str) -> list[str]:
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    request: dict[str, Any] = {"TransitGatewayRouteTableId": table_, "Filters": wanted}
    found = aws.run(NETWORK, "GetTransitGatewayPrefixListReferences", **request)
    return [it["State"] for it in found["TransitGatewayPrefixListReferences"]]


def test_a_reference_routes_a_list_to_an_attachment_or_into_a_blackhole(aws: Aws, one: str, attachment: str):
    made = run(aws, "Create", one, TransitGatewayAttachmentId=attachment)
    assert (made["State"], made["Blackhole"], made["PrefixListOwnerId"]) == ("pending", False, LEGACY)
    assert made["TransitGatewayAttachment"] == {
        "TransitGatewayAttachmentId": attachment,
        "ResourceType": "vpc",
        "ResourceId": "vpc-1",
    }
    aws.wait(0.3)
    assert listed(aws, one, is_blackhole="false", prefix_list_owner_id=LEGACY) == ["available"]
    made = run(aws, "Modify", one, Blackhole=True)
    assert (made["State"], made["Blackhole"]) == ("modifying", True)
    assert "TransitGatewayAttachment" not in made
    assert code_of(run, aws, "Modify", one, Blackhole=True) == "IncorrectState"
    aws.wait(0.3)
    assert listed(aws, one, is_blackhole="true") == ["available"]
    assert run(aws, "Delete", one)["State"] == "deleting"
    assert code_of(run, aws, "Delete", one) == "IncorrectState"
    aws.wait(0.3)
    assert listed(aws, one) == []
    assert code_of(run, aws, "Delete", one) == "InvalidPrefixListID.NotFound"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"PrefixListId": "pl-2", "Blackhole": True}, "InvalidPrefixListID.NotFound"),
        ({"TransitGatewayRouteTableId": "tgw-rtb-0", "Blackhole": True}, "InvalidRouteTableID.NotFound"),
        ({"TransitGatewayAttachmentId": "tgw-attach-0"}, "InvalidTransitGatewayAttachmentID.NotFound"),
        ({"TransitGatewayAttachmentId": "tgw-attach-0", "Blackhole": True}, "InvalidParameterCombination"),
        ({}, "InvalidParameterCombination"),
    ],
)
def test_a_wrong_reference_is_refused(aws: Aws, one: str, request_: dict[str, Any], code: str):
    assert code_of(run, aws, "Create", one, **request_) == code
    assert listed(aws, one) == []


def test_a_table_has_one_reference_to_a_list(aws: Aws, one: str):
    run(aws, "Create", one, Blackhole=True)
    assert code_of(run, aws, "Create", one, Blackhole=True) == "TransitGatewayPrefixListReference.Duplicate"
