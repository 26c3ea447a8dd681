"""The Health events of lines that are lost and restored."""

from typing import Any

import pytest

from sandbox.emulated.directconnect.line_events import changes, states
from sandbox.emulated.health.model import HealthEvent
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, interface_request, line


@pytest.fixture
def before(aws: Aws, vif: str) -> dict[str, str]:
    """The states of the ports while all is up."""
    assert vif
    return states(aws.network.direct_connect)


def lose(aws: Aws) -> None:
    aws.data_centre()
    aws.wait(0.2)


def only(events: tuple[list[HealthEvent], list[HealthEvent]]) -> HealthEvent:
    ((event,), ended) = events
    assert ended == []
    return event


def test_nothing_happens_while_the_lines_stay_as_they_are(aws: Aws, before: dict[str, str]):
    assert changes(aws.network.direct_connect, before, {}) == ([], [])
    lose(aws)
    assert changes(aws.network.direct_connect, states(aws.network.direct_connect), {}) == ([], [])


def test_a_lost_line_is_an_open_issue_of_its_connection_and_interfaces(aws: Aws, vif: str, before: dict[str, str]):
    lose(aws)
    event = only(changes(aws.network.direct_connect, before, {}))
    assert (event.service, event.category, event.status) == ("DIRECTCONNECT", "issue", "open")
    (connection,) = before
    assert [it.value for it in event.entities_of(NETWORK)] == [connection, vif]
    assert {it.status for it in event.entities} == {"IMPAIRED"}
    assert event.arn.startswith("arn:aws:health:us-east-1::event/DIRECTCONNECT/AWS_DIRECTCONNECT_OPERATIONAL_ISSUE/")
    assert connection in event.description


def test_the_owner_of_a_hosted_interface_is_affected(aws: Aws, connection: str):
    aws.run(
        NETWORK,
        "AllocatePrivateVirtualInterface",
        connectionId=connection,
        ownerAccount=LEGACY,
        newPrivateVirtualInterfaceAllocation=interface_request(102),
    )
    before = states(aws.network.direct_connect)
    lose(aws)
    event = only(changes(aws.network.direct_connect, before, {}))
    assert event.accounts() == [NETWORK, LEGACY]


def test_a_restored_line_ends_the_event(aws: Aws, before: dict[str, str]):
    lose(aws)
    event = only(changes(aws.network.direct_connect, before, {}))
    open_ = {event.entities[0].value: event}
    assert changes(aws.network.direct_connect, states(aws.network.direct_connect), open_) == ([], [])
    aws.data_centre(line())
    aws.wait(0.5)
    lost, ended = changes(aws.network.direct_connect, states(aws.network.direct_connect), open_)
    assert (lost, ended) == ([], [event])
    assert (event.status, {it.status for it in event.entities}) == ("closed", {"RESOLVED"})
    assert event.ended is not None
    assert event.ended > event.started


def test_a_deleted_connection_ends_the_event(aws: Aws, before: dict[str, str]):
    lose(aws)
    event = only(changes(aws.network.direct_connect, before, {}))
    aws.network.direct_connect.connections.clear()
    lost, ended = changes(aws.network.direct_connect, {}, {event.entities[0].value: event})
    assert (lost, ended) == ([], [event])


def test_a_group_that_stays_up_keeps_its_interfaces_out_of_the_event(aws: Aws):
    aws.data_centre(line("line-1"), line("line-2"))
    first, second = aws.connection("line-1"), aws.connection("line-2")
    wanted: dict[str, Any] = {"location": "EqDC2", "connectionsBandwidth": "10Gbps", "lagName": "lag"}
    lag = aws.run(NETWORK, "CreateLag", numberOfConnections=1, connectionId=first, **wanted)["lagId"]
    aws.run(NETWORK, "AssociateConnectionWithLag", connectionId=second, lagId=lag)
    aws.private(lag, aws.gateway())
    aws.wait()
    before = states(aws.network.direct_connect)
    aws.data_centre(line("line-2"))
    aws.wait(0.2)
    event = only(changes(aws.network.direct_connect, before, {}))
    assert [it.value for it in event.entities] == [first]
