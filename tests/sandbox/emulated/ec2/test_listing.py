from typing import Any

import pytest

from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.errors import AwsError

LISTING = Listing(
    member="Vpcs",
    ids="VpcIds",
    id="VpcId",
    missing=lambda id_: AwsError("InvalidVpcID.NotFound", f"The vpc ID '{id_}' does not exist"),
    fields={"is-default": member("IsDefault"), "attachment.id": member("Attachments.Id")},
)
UNUSED: Any = None  # a listing reads neither state nor resources of other services
VPCS = [
    {
        "VpcId": f"vpc-{n}",
        "IsDefault": n == 0,
        "Attachments": [{"Id": f"a{n}"}],
        "Tags": [{"Key": "n", "Value": str(n)}],
    }
    for n in range(12)
]


def listed(**request: Any) -> dict[str, Any]:
    call: Any = Ec2Call(
        account="111111111111", region="us-east-1", request=request, open_state=UNUSED, resources=UNUSED
    )
    return describe(call, LISTING, VPCS)


def ids(response: dict[str, Any]) -> list[str]:
    return [vpc["VpcId"] for vpc in response["Vpcs"]]


def test_ids_select_items_and_an_unknown_one_is_refused():
    assert ids(listed(VpcIds=["vpc-3", "vpc-1", "vpc-3"])) == ["vpc-3", "vpc-1"]
    with pytest.raises(AwsError, match=r"InvalidVpcID.NotFound: The vpc ID 'vpc-x' does not exist"):
        listed(VpcIds=["vpc-1", "vpc-x"])


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [("is-default", "true", ["vpc-0"]), ("attachment.id", "a?1", ["vpc-11"]), ("tag:n", "7", ["vpc-7"])],
)
def test_filters_compare_members_of_the_response(name: str, value: str, found: list[str]):
    assert ids(listed(Filters=[{"Name": name, "Values": [value]}])) == found


def test_pages_follow_one_another_to_the_last():
    first = listed(MaxResults=5)
    second = listed(MaxResults=5, NextToken=first["NextToken"])
    third = listed(MaxResults=5, NextToken=second["NextToken"])
    assert ids(first) + ids(second) + ids(third) == [vpc["VpcId"] for vpc in VPCS]
    assert "NextToken" not in third


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"MaxResults": 4}, "InvalidParameterValue"),
        ({"MaxResults": 0}, "InvalidParameterValue"),
        ({"MaxResults": 1001}, "InvalidParameterValue"),
        ({"NextToken": "forged"}, "InvalidNextToken"),
        ({"Filters": [{"Name": "colour", "Values": ["red"]}]}, "InvalidParameterValue"),
        ({"Filters": [{"Values": ["red"]}]}, "InvalidParameterValue"),
        ({"Filters": [{"Name": "tag-key", "Values": ["a"]}] * 51}, "FilterLimitExceeded"),
        ({"Filters": [{"Name": "tag-key", "Values": ["a"] * 201}]}, "FilterLimitExceeded"),
    ],
)
def test_wrong_requests_are_refused(request_: dict[str, Any], code: str):
    with pytest.raises(AwsError) as refused:
        listed(**request_)
    assert refused.value.code == code


def test_an_unknown_filter_is_refused_before_an_unknown_id():
    with pytest.raises(AwsError, match="The filter 'colour' is invalid"):
        listed(VpcIds=["vpc-x"], Filters=[{"Name": "colour", "Values": ["red"]}])
