from __future__ import annotations

import boto3
from botocore.stub import Stubber

from sandbox.paging import items


def test_the_items_of_every_page_come_in_order():
    client = boto3.client(
        "organizations", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    with Stubber(client) as stub:
        unit = {"Id": "ou-abcd-11111111", "Name": "one"}
        stub.add_response(
            "list_organizational_units_for_parent",
            {"OrganizationalUnits": [unit], "NextToken": "next"},
            {"ParentId": "r-abcd"},
        )
        stub.add_response(
            "list_organizational_units_for_parent",
            {"OrganizationalUnits": [{**unit, "Name": "two"}]},
            {"ParentId": "r-abcd", "NextToken": "next"},
        )
        stub.add_response("list_organizational_units_for_parent", {}, {"ParentId": "r-abcd"})
        found = items(client, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId="r-abcd")
        assert [item["Name"] for item in found] == ["one", "two"]
        empty = items(client, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId="r-abcd")
        assert list(empty) == []
