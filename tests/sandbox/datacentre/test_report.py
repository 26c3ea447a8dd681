from sandbox.datacentre.report import report
from tests.sandbox.emulated.directconnect.test_associations import associate
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, Aws, interface, line


def test_without_a_data_centre_the_report_is_empty():
    assert report(Aws().network, Aws().resources) == {"datacentres": [], "lines": []}


def test_a_line_without_a_connection_waits_for_it():
    aws = Aws()
    aws.data_centre(line())
    shown = report(aws.network, aws.resources)["lines"][0]
    assert shown["connection"] is None
    assert shown["why"] == ["connection: ours waits for one named line-east at EqDC2, theirs has none"]
    assert shown["interfaces"]["legacy"]["why"] == ["virtual interface: ours waits for VLAN 101, theirs has none"]


def test_a_connection_with_mismatches_is_named():
    aws = Aws()
    aws.data_centre(line())
    connection = aws.connection(location="CSVA1", bandwidth="1Gbps")
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]
    assert shown["connection"]["id"] == connection
    assert shown["why"] == ["location: ours EqDC2, theirs CSVA1", "bandwidth: ours 10Gbps, theirs 1Gbps"]


def test_a_pending_connection_is_reported_as_the_reason():
    aws = Aws()
    aws.data_centre(line(bandwidth="1Gbps"))
    aws.private(aws.connection(), aws.gateway())
    aws.wait()
    why = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]["why"]
    assert why == ["connection: theirs is pending", "virtual interface: theirs is pending"]


def test_an_unconfirmed_interface_is_reported_as_the_reason():
    aws = Aws()
    aws.data_centre(line())
    aws.run(
        "111111111111",
        "AllocatePrivateVirtualInterface",
        connectionId=aws.connection(),
        ownerAccount=LEGACY,
        newPrivateVirtualInterfaceAllocation={"virtualInterfaceName": "theirs", "vlan": 101, "asn": 65010},
    )
    aws.wait()
    why = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]["why"]
    assert "virtual interface: theirs is confirming" in why


def test_an_unknown_vlan_is_listed():
    aws = Aws()
    aws.data_centre(line(interfaces={}))
    vif = aws.private(aws.connection(), aws.gateway())
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]
    assert shown["unknown_interfaces"] == [
        {"id": vif, "vlan": 101, "why": ["VLAN: ours has no interface for it, theirs 101"]}
    ]


def test_swapped_vlans_are_distinguished_by_addresses():
    aws = Aws()
    aws.data_centre(
        line(interfaces={"legacy": interface(101, 64600, vlan=111), "transit": interface(102, 64601, vlan=112)})
    )
    connection = aws.connection()
    private = aws.private(connection, aws.gateway())
    transit = aws.transit(connection, aws.gateway(64601))
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]["interfaces"]
    assert (shown["legacy"]["id"], shown["transit"]["id"]) == (private, transit)
    assert shown["legacy"]["why"] == ["VLAN: ours 111, theirs 101"]
    assert shown["transit"]["why"] == ["VLAN: ours 112, theirs 102"]


def test_routes_that_aws_announces_are_listed_as_received():
    aws = Aws()
    aws.data_centre(line())
    hub = aws.gateway(64601)
    aws.transit(aws.connection(), hub)
    associate(aws, hub, aws.transit_gateway(), "10.32.0.0/11")
    aws.wait()
    assert report(aws.network, aws.resources)["lines"][0]["interfaces"]["transit"]["received"] == ["10.32.0.0/11"]
