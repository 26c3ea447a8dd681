"""BGP failover tests: keep the sessions of an interface down for some minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import FailoverTest, VirtualInterface
from sandbox.emulated.operation import operation

MINUTES = range(1, 4321)
DEFAULT_MINUTES = 180
"""The default of three hours, and the maximum of 72: `testDurationInMinutes` of the Direct Connect API Reference."""


@operation("StartBgpFailoverTest")
def start_bgp_failover_test(call: HybridCall) -> dict[str, Any]:
    """Take down all peers, or those named."""
    vif = rules.own_interface(call.direct_connect, call.account, call.region, call.request["virtualInterfaceId"])
    if any(test.running(call.timestamp) for test in vif.tests):
        raise rules.refusal(f"Virtual Interface {vif.id} has a failover test running.")
    if vif.state != "available":
        raise rules.refusal(f"Virtual Interface {vif.id} is in state {vif.state}; a failover test needs it available.")
    minutes = call.request.get("testDurationInMinutes") or DEFAULT_MINUTES
    if minutes not in MINUTES:
        raise rules.refusal(f"The test duration must be between {MINUTES.start} and {MINUTES.stop - 1} minutes.")
    peers = tuple(call.request.get("bgpPeers") or [peer.id for peer in vif.peers])
    if unknown := set(peers) - {peer.id for peer in vif.peers}:
        raise rules.refusal(f"BGP peer {min(unknown)} does not exist on Virtual Interface {vif.id}.")
    test = FailoverTest(id=call.uuid(), peers=peers, minutes=minutes, started=call.timestamp)
    vif.tests.append(test)
    return {"virtualInterfaceTest": _shown(call, vif, test)}


@operation("StopBgpFailoverTest")
def stop_bgp_failover_test(call: HybridCall) -> dict[str, Any]:
    """End the test, so that the peers come up again."""
    vif = rules.own_interface(call.direct_connect, call.account, call.region, call.request["virtualInterfaceId"])
    for test in vif.tests:
        if test.running(call.timestamp):
            test.ended = call.timestamp
            return {"virtualInterfaceTest": _shown(call, vif, test)}
    raise rules.refusal(f"Virtual Interface {vif.id} has no failover test running.")


@operation("ListVirtualInterfaceTestHistory")
def list_virtual_interface_test_history(call: HybridCall) -> dict[str, Any]:
    """Return the tests of the account's interfaces in the Region."""
    found = [
        shown
        for vif in call.direct_connect.interfaces.values()
        if vif.owner == call.account and vif.region == call.region
        for test in vif.tests
        if call.request.get("virtualInterfaceId") in {None, vif.id}
        and call.request.get("testId") in {None, test.id}
        and set(call.request.get("bgpPeers") or ()) <= set(test.peers)
        and (shown := _shown(call, vif, test))["status"] == call.request.get("status", shown["status"])
    ]
    return call.page("virtualInterfaceTestHistory", found)


def _shown(call: HybridCall, vif: VirtualInterface, test: FailoverTest) -> dict[str, Any]:
    running = test.running(call.timestamp)
    answer: dict[str, Any] = {
        "testId": test.id,
        "virtualInterfaceId": vif.id,
        "bgpPeers": list(test.peers),
        "status": "in-progress" if running else "cancelled" if test.ended else "completed",
        "ownerAccount": vif.owner,
        "testDurationInMinutes": test.minutes,
        "startTime": datetime.fromtimestamp(test.started, UTC),
    }
    if not running:
        answer["endTime"] = datetime.fromtimestamp(test.ended or test.started + 60 * test.minutes, UTC)
    return answer
