import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.emulated.hybrid_network.topology import computed
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, interface, line

NEXT_STATES: dict[str, set[str]] = {
    "pending": {"down"},
    "down": {"available", "testing", "deleting"},
    "available": {"down", "testing", "deleting"},
    "testing": {"down", "available", "deleting"},
    "deleting": {"deleted"},
    "deleted": set(),
}


@pytest.fixture
def aws() -> Aws:
    return Aws()


def prefixes(count: int) -> tuple[str, ...]:
    return tuple(f"10.{number // 256}.{number % 256}.0/24" for number in range(count))


def test_a_session_with_more_than_100_routes_goes_down(aws: Aws):
    aws.data_centre(line(), prefixes=prefixes(100))
    gateway = aws.gateway()
    vif = aws.private(aws.connection(), gateway)
    aws.wait()
    assert len(computed(aws.network, aws.resources).direct_connect_gateways[gateway]) == 100
    aws.data_centre(line(), prefixes=prefixes(101))
    aws.wait(0.1)
    shown = aws.interface(vif)
    assert (shown["virtualInterfaceState"], shown["bgpPeers"][0]["bgpStatus"]) == ("down", "down")
    assert computed(aws.network, aws.resources).direct_connect_gateways[gateway] == ()
    aws.data_centre(line(), prefixes=prefixes(100))
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"


def test_a_mismatch_takes_the_session_down_immediately(aws: Aws):
    aws.data_centre(line())
    vif = aws.private(aws.connection(), aws.gateway())
    aws.wait()
    aws.data_centre(line(interfaces={"legacy": interface(101, 64999)}))
    aws.wait(0.1)
    assert aws.interface(vif)["virtualInterfaceState"] == "down"


def perform(aws: Aws, vif: str, action: str, state: str) -> None:
    if action == "agree":
        aws.data_centre(line())
    elif action == "differ":
        aws.data_centre(line(interfaces={"legacy": interface(101, 64999)}))
    elif action == "unplug":
        aws.data_centre()
    elif action == "test" and state == "available":
        aws.run(NETWORK, "StartBgpFailoverTest", virtualInterfaceId=vif, testDurationInMinutes=1)
    elif action == "stop" and state == "testing":
        aws.run(NETWORK, "StopBgpFailoverTest", virtualInterfaceId=vif)
    elif action == "delete" and state not in {"deleting", "deleted"}:
        aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)


def state_now(aws: Aws, vif: str) -> str:
    found = aws.network.direct_connect.interfaces.get(vif)
    return found.state if found else "deleted"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["agree", "differ", "unplug", "test", "stop", "wait", "delete"]), max_size=25))
def test_an_interface_has_only_the_state_changes_of_aws(actions: list[str]):
    aws = Aws()
    vif = aws.private(aws.connection(), aws.gateway())
    last = "pending"
    for action in actions:
        perform(aws, vif, action, state_now(aws, vif))
        for _ in range(15):
            now = state_now(aws, vif)
            if now != last:
                assert now in NEXT_STATES[last] | ({"deleting"} if action == "delete" else set()), f"{last} -> {now}"
                last = now
            aws.wait(0.1)
    found = aws.network.direct_connect.interfaces.get(vif)
    if found and found.state == "available":
        assert any(peer.status == "up" for peer in found.peers)
