"""VPC associations beyond the first page of ListHostedZonesByVPC."""

import pytest

from sandbox.provider.resources.route53_associations import ZoneAssociation
from tests.sandbox.provider.contract import SampleEnv

pytestmark = pytest.mark.engine

PAGE_SIZE = 100


def test_an_association_on_the_second_page_is_found(env: SampleEnv):
    vpc = env.api("ec2")("CreateVpc", CidrBlock="10.33.0.0/16")["Vpc"]["VpcId"]
    where = {"VPCId": vpc, "VPCRegion": "us-east-1"}
    route53 = env.api("route53")
    made = {
        route53("CreateHostedZone", Name=f"d{number}.example", CallerReference=f"{vpc}-{number}", VPC=where)[
            "HostedZone"
        ]["Id"].rpartition("/")[2]
        for number in range(PAGE_SIZE + 1)
    }
    listed = {zone["HostedZoneId"] for zone in route53("ListHostedZonesByVPC", **where)["HostedZoneSummaries"]}
    assert len(listed) == PAGE_SIZE
    (last,) = made - listed

    found = ZoneAssociation().read(route53, f"{last}:{vpc}:us-east-1")

    assert found is not None
    assert (found["zoneId"], found["owningAccount"]) == (last, env.account)
    assert ZoneAssociation().read(route53, f"Z0000000000000:{vpc}:us-east-1") is None
