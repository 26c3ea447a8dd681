"""The data centre in the engine's format."""

from __future__ import annotations

import pytest

from sandbox.deploy import datacentre
from sandbox.deploy.errors import DataCentreRefused
from sandbox.estate import load
from tests.repository import CLONE

DATACENTRE = load(CLONE / "estate.yaml").datacentre
KEYS = {line.name: {"legacy": f"{line.name}-l", "transit": f"{line.name}-t"} for line in DATACENTRE.lines}


def test_both_ends_of_an_interface_are_described_with_their_keys() -> None:
    document = datacentre.description(DATACENTRE, KEYS)
    east = next(line for line in document["lines"] if line["name"] == "line-east")
    assert document["asn"] == 65010
    assert document["prefixes"] == ["10.0.0.0/12"]
    assert (east["router"], east["location"], east["bandwidth"]) == ("dc-east", "EqDC2", "10Gbps")
    assert east["interfaces"]["transit"] == {
        "vlan": 102,
        "customer_address": "169.254.102.1/30",
        "amazon_address": "169.254.102.2/30",
        "amazon_asn": 64601,
        "key": "line-east-t",
    }


def test_an_unreachable_engine_is_named() -> None:
    with pytest.raises(DataCentreRefused, match=r"127\.0\.0\.1:9"):
        datacentre.put("http://127.0.0.1:9", None, {})
