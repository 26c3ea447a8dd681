import json
from typing import Any

import pytest

from sandbox.datacentre.document import UnreadableDataCentre
from sandbox.datacentre.vpn.document import read

DEVICE = {"name": "dc-vpn", "address": "198.51.100.40", "asn": 65040, "prefixes": ["10.0.0.0/12"]}


def faults(document: object) -> list[str]:
    with pytest.raises(UnreadableDataCentre) as unreadable:
        read(document if isinstance(document, bytes) else json.dumps(document).encode())
    return unreadable.value.faults


def test_a_device_has_what_its_document_gives():
    (device,) = read(
        json.dumps({"devices": [DEVICE | {"pre_shared_key": "a.good_key1", "down": [2, 2]}]}).encode()
    ).devices
    assert (device.name, device.address, device.asn, device.prefixes) == (
        "dc-vpn",
        "198.51.100.40",
        65040,
        ("10.0.0.0/12",),
    )
    assert (device.pre_shared_key, device.down, device.certificate) == ("a.good_key1", (2,), "")


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"name": ""}, "devices[0].name"),
        ({"address": "dc"}, "devices[0].address"),
        ({"address": None}, "devices[0]"),
        ({"certificate": "arn"}, "devices[0]"),
        ({"address": None, "certificate": "arn"}, "devices[0].certificate"),
        ({"asn": 0}, "devices[0].asn"),
        ({"asn": True}, "devices[0].asn"),
        ({"prefixes": "10.0.0.0/12"}, "devices[0].prefixes"),
        ({"prefixes": ["10.0.0.1/12"]}, "devices[0].prefixes[0]"),
        ({"pre_shared_key": "0wrong_key"}, "devices[0].pre_shared_key"),
        ({"down": [3]}, "devices[0].down"),
        ({"colour": "red"}, "devices[0].colour"),
    ],
)
def test_a_fault_is_reported_with_its_place(changes: dict[str, Any], at: str):
    device = {name: value for name, value in (DEVICE | changes).items() if value is not None}
    found = faults({"devices": [device]})
    assert any(each.startswith(f"{at}: ") for each in found), found
    assert "0wrong_key" not in " ".join(found)


@pytest.mark.parametrize(
    "document", [b"", b"[", [], {}, {"devices": {}}, {"devices": [], "lines": []}, {"devices": [1]}]
)
def test_what_is_no_list_of_devices_is_refused(document: object):
    assert faults(document)


def test_two_devices_differ_in_name_and_address():
    found = faults({"devices": [DEVICE, DEVICE]})
    assert [each.split(":")[0] for each in found] == ["devices[1].name", "devices[1].address"]
