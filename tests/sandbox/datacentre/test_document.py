import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.datacentre.document import BYTES, UnreadableDataCentre, read
from sandbox.datacentre.model import Ipv6

GOOD: dict[str, Any] = {
    "asn": 65010,
    "prefixes": ["10.0.0.0/12"],
    "lines": [
        {
            "name": "line-east",
            "router": "dc-east",
            "location": "EqDC2",
            "bandwidth": "10Gbps",
            "preference": "high",
            "interfaces": {
                "legacy": {
                    "vlan": 101,
                    "customer_address": "169.254.101.1/30",
                    "amazon_address": "169.254.101.2/30",
                    "amazon_asn": 64600,
                    "key": None,
                },
            },
        }
    ],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def written(path: str, value: object) -> bytes:
    """Return the valid document with one value changed."""
    document = deepcopy(GOOD)
    *parents, last = path.split(".")
    place: Any = document
    for parent in parents:
        place = place[int(parent) if parent.isdigit() else parent]
    place[int(last) if last.isdigit() else last] = value
    return json.dumps(document).encode()


def test_a_valid_document_is_read():
    (datacentre,) = read(json.dumps(GOOD).encode()).datacentres
    assert (datacentre.asn, datacentre.prefixes) == (65010, ("10.0.0.0/12",))
    assert datacentre.lines[0].interfaces["legacy"].vlan == 101
    assert datacentre.lines[0].interfaces["legacy"].key is None


def test_a_router_may_have_ipv6_and_addresses_chosen_by_aws():
    values = {"customer_address": "2001:db8::2/125", "key": "a-shared-key"}

    def ipv6(values: object) -> Ipv6 | None:
        document = read(written("lines.0.interfaces.legacy.ipv6", values))
        return document.datacentres[0].lines[0].interfaces["legacy"].ipv6

    assert ipv6(values) == Ipv6(customer_address="2001:db8::2/125", amazon_address=None, key="a-shared-key")
    assert ipv6({}) == Ipv6()
    both = ["10.0.0.0/12", "2001:db8::/32"]
    assert read(written("prefixes", both)).datacentres[0].prefixes == tuple(both)


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("asn", "65010", "asn:"),
        ("asn", True, "asn:"),
        ("asn", 2**32, "asn:"),
        ("surprise", 1, "surprise:"),
        ("prefixes", "10.0.0.0/12", "prefixes:"),
        ("prefixes", ["10.0.0.1/12"], "prefixes[0]:"),
        ("prefixes", ["10.0.0.0/12"] * 2001, "prefixes:"),
        ("lines", {}, "lines:"),
        ("lines", [None], "lines[0]:"),
        ("lines.0.name", "x" * 101, "lines[0].name:"),
        ("lines.0.name", ["x"], "lines[0].name:"),
        ("lines.0.bandwidth", "fast", "lines[0].bandwidth:"),
        ("lines.0.preference", "highest", "lines[0].preference:"),
        ("lines.0.interfaces", [], "lines[0].interfaces:"),
        ("lines.0.interfaces", {str(number): {} for number in range(52)}, "lines[0].interfaces:"),
        ("lines.0.interfaces.legacy.vlan", 4095, "lines[0].interfaces.legacy.vlan:"),
        ("lines.0.interfaces.legacy.vlan", 1.5, "lines[0].interfaces.legacy.vlan:"),
        ("lines.0.interfaces.legacy.customer_address", "169.254.101.1", "legacy.customer_address:"),
        ("lines.0.interfaces.legacy.amazon_address", "fe80::1/64", "legacy.amazon_address:"),
        ("lines.0.interfaces.legacy.key", "short", "legacy.key:"),
        ("lines.0.interfaces.legacy.key", 7, "legacy.key:"),
        ("lines.0.interfaces.legacy.extra", 7, "legacy.extra:"),
        ("lines.0.interfaces.legacy.ipv6", "yes", "legacy.ipv6:"),
        ("lines.0.interfaces.legacy.ipv6", {"vlan": 1}, "legacy.ipv6.vlan:"),
        ("lines.0.interfaces.legacy.ipv6", {"key": "short"}, "legacy.ipv6.key:"),
        ("lines.0.interfaces.legacy.ipv6", {"amazon_address": "10.0.0.1/30"}, "legacy.ipv6.amazon_address:"),
        ("lines.0.interfaces.legacy.ipv6", {"customer_address": "2001:db8::2"}, "legacy.ipv6.customer_address:"),
    ],
)
def test_an_invalid_value_is_named_with_its_path(path: str, value: object, at: str):
    with pytest.raises(UnreadableDataCentre) as refused:
        read(written(path, value))
    assert len(refused.value.faults) == 1
    assert at in refused.value.faults[0]


def test_a_missing_key_is_named():
    document = deepcopy(GOOD)
    del document["lines"][0]["router"]
    with pytest.raises(UnreadableDataCentre, match=r"lines\[0\].*router is missing"):
        read(json.dumps(document).encode())


def test_all_faults_are_reported_together():
    document = deepcopy(GOOD) | {"asn": 0, "prefixes": ["x", "y"]}
    with pytest.raises(UnreadableDataCentre) as refused:
        read(json.dumps(document).encode())
    assert len(refused.value.faults) == 3


def test_a_key_is_not_repeated_in_errors():
    with pytest.raises(UnreadableDataCentre) as refused:
        read(written("lines.0.interfaces.legacy.key", "top secret with spaces"))
    assert "secret" not in str(refused.value)


def test_a_duplicate_name_or_vlan_is_refused():
    document = deepcopy(GOOD)
    document["lines"].append(deepcopy(document["lines"][0]))
    document["lines"][0]["interfaces"]["transit"] = document["lines"][0]["interfaces"]["legacy"]
    with pytest.raises(UnreadableDataCentre) as refused:
        read(json.dumps(document).encode())
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "lines[0].interfaces.transit.vlan",
        "lines[1].name",
    ]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"x" * (BYTES + 1), b"null", b"NaN"])
def test_an_unreadable_document_is_refused(body: bytes):
    with pytest.raises(UnreadableDataCentre):
        read(body)


def assert_refused_or_read(body: bytes) -> None:
    try:
        read(body)
    except UnreadableDataCentre as refused:
        faults = refused.faults
    else:
        return
    assert faults


@given(JSON)
def test_any_json_is_read_or_refused(document: object):
    assert_refused_or_read(json.dumps(document).encode())


@given(st.sampled_from(["asn", "prefixes", "lines", "lines.0.name", "lines.0.interfaces.legacy.vlan"]), JSON)
def test_any_value_at_any_path_is_read_or_refused(path: str, value: object):
    assert_refused_or_read(written(path, value))


SECOND: dict[str, Any] = {"asn": 65020, "prefixes": ["10.100.0.0/16"], "lines": []}


def several(*datacentres: dict[str, Any]) -> bytes:
    return json.dumps({"datacentres": list(datacentres)}).encode()


def test_several_data_centres_have_names_asns_and_prefixes_of_their_own():
    found = read(several(GOOD | {"name": "ashburn"}, SECOND | {"name": "reston"})).datacentres
    assert [(it.name, it.asn, it.prefixes) for it in found] == [
        ("ashburn", 65010, ("10.0.0.0/12",)),
        ("reston", 65020, ("10.100.0.0/16",)),
    ]


def test_a_router_has_an_asn_and_prefixes_of_its_own_or_those_of_its_data_centre():
    routers = [{"name": "dc-east", "asn": 65011, "prefixes": ["10.1.0.0/16", "2001:db8::/48"]}, {"name": "dc-west"}]
    (found,) = read(json.dumps(GOOD | {"routers": routers}).encode()).datacentres
    (line,) = found.lines
    assert (found.asn_of(line), found.prefixes_of(line)) == (65011, ("10.1.0.0/16", "2001:db8::/48"))
    (other,) = read(json.dumps(GOOD | {"routers": routers[1:]}).encode()).datacentres
    assert (other.asn_of(line), other.prefixes_of(line)) == (65010, ("10.0.0.0/12",))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (several(GOOD), "datacentres[0]: "),
        (several(GOOD | {"name": "one"}, SECOND | {"name": "one"}), "datacentres[1].name: 'one' is wrong; another"),
        (
            several(GOOD | {"name": "one"}, SECOND | {"name": "two", "lines": GOOD["lines"]}),
            "datacentres[1].lines[0].name: 'line-east' is wrong; another line has this name at the same location",
        ),
        (several(*[SECOND | {"name": f"dc-{number}"} for number in range(17)]), "write a list of at most 16"),
        (json.dumps({"datacentres": [], "asn": 1}).encode(), "asn: 1 is wrong; known keys are datacentres"),
        (
            json.dumps(GOOD | {"routers": [{"name": "a"}, {"name": "a"}]}).encode(),
            "routers[1].name: 'a' is wrong; another router has this name",
        ),
        (
            json.dumps(GOOD | {"routers": [{"asn": 0, "name": "a"}]}).encode(),
            "routers[0].asn: 0 is wrong",
        ),
        (written("lines.0.down", "yes"), "lines[0].down: 'yes' is wrong; write an object"),
        (written("lines.0.down", {"reason": ""}), "lines[0].down.reason: '' is wrong; write 1 to 200"),
        (written("lines.0.interfaces.legacy.prefixes", ["x"]), "interfaces.legacy.prefixes[0]: 'x' is wrong"),
    ],
)
def test_a_fault_of_several_data_centres_is_named_with_its_place(body: bytes, message: str):
    with pytest.raises(UnreadableDataCentre) as unreadable:
        read(body)
    assert any(message in fault for fault in unreadable.value.faults), unreadable.value.faults


def test_a_document_states_which_lines_are_down():
    assert read(json.dumps(GOOD).encode()).stated == {}
    assert read(written("lines.0.down", None)).stated == {("line-east", "EQDC2"): None}
    stated = {"reason": "dug up", "since": "2026-11-30T12:00:00+00:00"}
    assert read(written("lines.0.down", stated)).stated == {("line-east", "EQDC2"): "dug up"}
