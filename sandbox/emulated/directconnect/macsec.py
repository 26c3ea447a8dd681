"""MACsec on ports: their encryption mode and their keys.

https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.locations import MACSEC_BANDWIDTHS
from sandbox.emulated.directconnect.port_shapes import mac_sec_keys
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection, Lag, MacSecKey, Port
from sandbox.emulated.operation import operation

MODES = ("no_encrypt", "should_encrypt", "must_encrypt")
DEFAULT_MODE = "should_encrypt"
"""The mode of a new port that supports MACsec."""
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{64}")
"""A CKN or a CAK (Direct Connect API Reference)."""
SECRET = re.compile(r"arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+")


def capable(request: Mapping[str, Any]) -> bool:
    """Return whether a port is requested with MACsec; raise where its bandwidth has none."""
    if not request.get("requestMACSec"):
        return False
    bandwidth = request.get("bandwidth") or request.get("connectionsBandwidth")
    if bandwidth not in MACSEC_BANDWIDTHS:
        raise rules.refusal(
            f"MAC Security (MACsec) is not available for {bandwidth}. Use {', '.join(MACSEC_BANDWIDTHS)}."
        )
    return True


def check_mode(port: Port, mode: str) -> None:
    """Raise unless the port may have the encryption mode."""
    if mode not in MODES:
        raise rules.refusal(f"Encryption mode {mode} is invalid. Use {', '.join(MODES)}.")
    if not port.macsec:
        raise rules.refusal(f"Connection {port.id} is not MAC Security (MACsec) capable.")


@operation("AssociateMacSecKey")
def associate_mac_sec_key(call: HybridCall) -> dict[str, Any]:
    """Associate a key, given as a pair or as the secret of an earlier one, with a port that supports MACsec."""
    port = _port(call)
    secret, ckn, cak = (str(call.request.get(member) or "") for member in ("secretARN", "ckn", "cak"))
    if bool(secret) == bool(ckn or cak) or bool(ckn) != bool(cak):
        raise rules.refusal("Specify either secretARN, or both ckn and cak.")
    if secret:
        ckn = _ckn(call, secret)
    elif not HEXADECIMAL.fullmatch(ckn) or not HEXADECIMAL.fullmatch(cak):
        raise rules.refusal("CKN and CAK must be 64 hexadecimal characters each.")
    if any(ckn.lower() == key.ckn.lower() for key in port.keys):
        raise rules.refusal(f"The MACsec key is already associated with connection {port.id}.")
    made = (
        f"arn:{call.partition}:secretsmanager:{call.region}:{call.account}:secret:directconnect!{ckn}-{call.token(6)}"
    )
    key = MacSecKey(ckn=ckn, secret_arn=secret or made, state="associating", since=call.timestamp)
    port.macsec_keys.append(key)
    return {"connectionId": port.id, "macSecKeys": mac_sec_keys(port.keys)}


@operation("DisassociateMacSecKey")
def disassociate_mac_sec_key(call: HybridCall) -> dict[str, Any]:
    """Remove a key from a port."""
    port = _port(call)
    secret = call.request["secretARN"]
    for key in port.keys:
        if key.secret_arn == secret and key.state != "disassociating":
            key.enter("disassociating", call.timestamp)
            return {"connectionId": port.id, "macSecKeys": mac_sec_keys([key])}
    raise rules.refusal(f"The MACsec key {secret} is not associated with connection {port.id}.")


def _port(call: HybridCall) -> Connection | Lag:
    port = rules.own_port(call.direct_connect, call.account, call.region, call.request["connectionId"])
    rules.check_present(port)
    if not port.macsec:
        raise rules.refusal(f"Connection {port.id} is not MAC Security (MACsec) capable.")
    return port


def _ckn(call: HybridCall, secret: str) -> str:
    """Return the CKN of a secret that Direct Connect made for one of the account's ports."""
    if not SECRET.fullmatch(secret):
        raise rules.refusal(f"{secret} is not the ARN of a secret of AWS Secrets Manager.")
    ports: list[Port] = [*call.direct_connect.connections.values(), *call.direct_connect.lags.values()]
    for port in ports:
        for key in port.macsec_keys:
            if port.owner == call.account and key.secret_arn == secret:
                return key.ckn
    raise rules.refusal(f"The MACsec secret key {secret} does not exist.")
