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
    datacentre = read(json.dumps(GOOD).encode())
    assert (datacentre.asn, datacentre.prefixes) == (65010, ("10.0.0.0/12",))
    assert datacentre.lines[0].interfaces["legacy"].vlan == 101
    assert datacentre.lines[0].interfaces["legacy"].key is None


def test_a_router_may_have_ipv6_and_addresses_chosen_by_aws():
    values = {"customer_address": "2001:db8::2/125", "key": "a-shared-key"}
    ipv6 = read(written("lines.0.interfaces.legacy.ipv6", values)).lines[0].interfaces["legacy"].ipv6
    assert ipv6 == Ipv6(customer_address="2001:db8::2/125", amazon_address=None, key="a-shared-key")
    assert read(written("lines.0.interfaces.legacy.ipv6", {})).lines[0].interfaces["legacy"].ipv6 == Ipv6()
    assert read(written("prefixes", ["10.0.0.0/12", "2001:db8::/32"])).prefixes == ("10.0.0.0/12", "2001:db8::/32")


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
