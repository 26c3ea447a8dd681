"""Tests of `sandbox.snapshot.network.aws_export.unread`."""

from __future__ import annotations

from tests.sandbox.snapshot.network.aws_export.responses import network


def test_what_is_not_read_is_noted_and_empty_lists_and_tags_are_not():
    found = network(
        ClientVpnEndpoints=[{"ClientVpnEndpointId": "cvpn-1"}],
        Tags=[{"Key": "a"}],
        LocalGateways=[],
        DBInstances=[{"DBInstanceIdentifier": "db"}],
    )
    assert found.notes == (
        "111111111111/ClientVpnEndpoints.json: ClientVpnEndpoints are not read",
        "111111111111/DBInstances.json: DBInstances are not read",
    )
    assert found.unsupported == {"cvpn-1": "ClientVpnEndpoints"}
