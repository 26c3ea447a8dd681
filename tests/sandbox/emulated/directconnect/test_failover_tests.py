from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws


def start(aws: Aws, vif: str, **more: Any) -> dict[str, Any]:
    return dict(aws.run(NETWORK, "StartBgpFailoverTest", virtualInterfaceId=vif, **more)["virtualInterfaceTest"])


def history(aws: Aws, **more: Any) -> list[str]:
    listed = aws.run(NETWORK, "ListVirtualInterfaceTestHistory", **more)["virtualInterfaceTestHistory"]
    return [it["status"] for it in listed]


def test_a_failover_test_keeps_the_session_down_until_it_is_stopped(aws: Aws, vif: str):
    assert start(aws, vif)["testDurationInMinutes"] == 180
    aws.wait(0.2)
    shown = aws.interface(vif)
    assert (shown["virtualInterfaceState"], shown["bgpPeers"][0]["bgpStatus"]) == ("testing", "down")
    with pytest.raises(AwsError, match="has a failover test running"):
        start(aws, vif)
    aws.run(NETWORK, "StopBgpFailoverTest", virtualInterfaceId=vif)
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    assert history(aws, virtualInterfaceId=vif) == ["cancelled"]


def test_a_failover_test_ends_after_its_duration(aws: Aws, vif: str):
    start(aws, vif, testDurationInMinutes=1)
    aws.wait(30)
    assert history(aws) == ["in-progress"]
    aws.wait(31)
    assert history(aws, status="completed") == ["completed"]
    assert aws.interface(vif)["virtualInterfaceState"] == "available"


def test_an_invalid_failover_test_is_refused(aws: Aws, vif: str):
    for wrong, message in (
        ({"testDurationInMinutes": 4321}, "between 1 and 4320"),
        ({"bgpPeers": ["dxpeer-x"]}, "dxpeer-x does not exist"),
    ):
        with pytest.raises(AwsError, match=message):
            start(aws, vif, **wrong)
    with pytest.raises(AwsError, match="no failover test running"):
        aws.run(NETWORK, "StopBgpFailoverTest", virtualInterfaceId=vif)
    aws.data_centre()
    aws.wait(0.2)
    with pytest.raises(AwsError, match="needs it available"):
        start(aws, vif)
