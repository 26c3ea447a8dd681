"""The data centre through the engine: each mismatch, as AWS and the data centre report it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine import Engine
from tests.sandbox.datacentre.http_client import change, document, get, interface_request, line, put, router_side, until

pytestmark = pytest.mark.engine
KEY = "a-shared-key"


@pytest.fixture
def name() -> str:
    return f"line-{secrets.token_hex(4)}"


@pytest.fixture
def order(client: Callable[..., Any], account: str, name: str) -> Callable[..., Callable[[], str]]:
    """Return a function that creates connection, gateway and private interface, and returns a reader of its state."""

    def make(**changes: Any) -> Callable[[], str]:
        direct_connect = client("directconnect", account)
        connection = direct_connect.create_connection(location="EqDC2", bandwidth="10Gbps", connectionName=name)
        gateway = direct_connect.create_direct_connect_gateway(directConnectGatewayName="legacy", amazonSideAsn=64600)
        vif = direct_connect.create_private_virtual_interface(
            connectionId=connection["connectionId"],
            newPrivateVirtualInterface=interface_request(
                101,
                authKey=KEY,
                directConnectGatewayId=gateway["directConnectGateway"]["directConnectGatewayId"],
                **changes,
            ),
        )

        def state() -> str:
            found = direct_connect.describe_virtual_interfaces(virtualInterfaceId=vif["virtualInterfaceId"])
            return str(found["virtualInterfaces"][0]["virtualInterfaceState"])

        return state

    return make


MISMATCHES: dict[str, tuple[dict[str, Any], str]] = {
    "VLAN": ({"vlan": 111}, "VLAN: ours 111, theirs 101"),
    "customer address": ({"customer_address": "169.254.101.5/30"}, "customer address: ours 169.254.101.5/30"),
    "Amazon address": ({"amazon_address": "169.254.101.6/30"}, "Amazon address: ours 169.254.101.6/30"),
    "Amazon ASN": ({"amazon_asn": 64999}, "Amazon ASN: ours 64999, theirs 64600"),
    "key": ({"key": "another-key"}, "BGP key: ours and theirs differ"),
}


@pytest.mark.parametrize("what", MISMATCHES)
def test_a_mismatch_keeps_the_interface_down_until_it_is_fixed(
    engine: Engine, name: str, order: Callable[..., Callable[[], str]], what: str
):
    change, message = MISMATCHES[what]
    wanted = {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600, KEY))]}
    wrong = wanted | {"lines": [line(name, legacy=router_side(101, 64600, KEY) | change)]}
    assert put(engine, wrong)[0] == 200
    state = order()
    until(state, "down", steady=0.8)
    seen = get(engine)["lines"][0]["interfaces"]["legacy"]
    assert (seen["peer"], len(seen["why"])) == ("down", 1)
    assert message in seen["why"][0]
    assert put(engine, wanted)[0] == 200
    until(state, "available")
    assert get(engine)["lines"][0]["interfaces"]["legacy"]["why"] == []


def test_a_mismatch_of_the_customer_asn_keeps_the_interface_down(
    engine: Engine, name: str, order: Callable[..., Callable[[], str]]
):
    wanted = {"asn": 65099, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600))]}
    put(engine, wanted)
    state = order()
    until(state, "down", steady=0.8)
    why = get(engine)["lines"][0]["interfaces"]["legacy"]["why"]
    assert why == ["customer ASN: ours 65099, theirs 65010"]
    put(engine, wanted | {"asn": 65010})
    until(state, "available")


def test_setting_the_same_data_centre_again_changes_nothing(
    engine: Engine, name: str, order: Callable[..., Callable[[], str]]
):
    wanted = {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600, None))]}
    put(engine, wanted)
    state = order()
    until(state, "available")
    put(engine, wanted)
    until(state, "available", steady=0.3)


@pytest.mark.parametrize(
    "body", [b"", b"not json", b'{"asn": 1}', b'{"asn": 65010, "prefixes": [], "lines": [], "x": 1}', b"9" * (2 << 20)]
)
def test_an_unreadable_document_is_refused_and_changes_nothing(engine: Engine, name: str, body: bytes):
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name)]})
    status, answer = put(engine, body)
    assert status in {400, 413}
    assert answer["errors"]
    assert get(engine)["lines"][0]["name"] == name


def test_the_document_can_be_read_edited_and_put_back(
    engine: Engine, name: str, order: Callable[..., Callable[[], str]]
):
    put(engine, {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600, KEY))]})
    state = order()
    until(state, "available")
    kept = document(engine)
    own = next(it for it in _lines(kept) if it["name"] == name)
    assert (own["down"], own["interfaces"]["legacy"]["key"]) == (None, "(kept)")
    assert KEY not in str(kept)
    assert put(engine, kept) == (200, document(engine))
    until(state, "available", steady=0.3)
    own["interfaces"]["legacy"]["amazon_asn"] = 64999
    put(engine, kept)
    until(state, "down")
    own["interfaces"]["legacy"]["amazon_asn"] = 64600
    own["down"] = {"reason": "dug up"}
    put(engine, kept)
    until(lambda: _line(engine, name)["connection"]["state"], "down")
    assert _line(engine, name)["down"]["reason"] == "dug up"
    own["down"] = None
    put(engine, kept)
    until(state, "available")


def test_a_cut_line_stays_cut_until_it_is_restored(engine: Engine, name: str, order: Callable[..., Callable[[], str]]):
    wanted = {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600))]}
    put(engine, wanted)
    state = order()
    until(state, "available")
    status, shown = change(engine, name, down=True, reason="an excavator")
    assert (status, shown["down"]["reason"]) == (200, "an excavator")
    assert shown["why"] == ["line: ours is down: an excavator"]
    until(state, "down")
    put(engine, wanted)
    until(state, "down", steady=0.6)
    assert change(engine, name, down=False)[1]["down"] is None
    until(state, "available")


def test_a_line_that_is_left_out_stays_listed_with_its_reason(
    engine: Engine, name: str, order: Callable[..., Callable[[], str]]
):
    wanted = {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": [line(name, legacy=router_side(101, 64600))]}
    put(engine, wanted)
    state = order()
    until(state, "available")
    put(engine, wanted | {"lines": []})
    until(state, "down")
    assert _line(engine, name)["down"]["reason"] == "the data centre's document no longer has it"
    put(engine, wanted)
    until(state, "available")


def test_an_unknown_line_is_refused_with_similar_names(engine: Engine, name: str):
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name), line(name) | {"location": "CSVA1"}]})
    status, answer = change(engine, f"{name}x", down=True)
    assert (status, answer["errors"]) == (404, [f"no line '{name}x'"])
    assert name in answer["similar"]
    status, answer = change(engine, name, down=True)
    assert (status, answer["similar"]) == (409, [f"{name}@EqDC2", f"{name}@CSVA1"])
    assert change(engine, f"{name}@CSVA1", down=True)[0] == 200


@pytest.mark.parametrize("values", [{}, {"down": "yes"}, {"down": True, "reason": ""}, {"down": True, "why": "x"}])
def test_a_wrong_change_of_a_line_is_refused(engine: Engine, name: str, values: dict[str, Any]):
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name)]})
    status, answer = change(engine, name, **values)
    assert status == 400
    assert answer["errors"]
    assert _line(engine, name)["down"] is None


def _line(engine: Engine, name: str) -> dict[str, Any]:
    return dict(next(it for it in get(engine)["lines"] if it["name"] == name))


def _lines(kept: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for it in kept.get("datacentres", [kept]) for line in it["lines"]]
