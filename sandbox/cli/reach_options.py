"""What the commands on the network share: options, reading a network, protocols and ports."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox import settings
from sandbox.cli import console, iam_options, iam_progress
from sandbox.reach.model import Network, PortRange
from sandbox.reach.protocols import ICMP_PROTOCOLS, PORT_PROTOCOLS, PROTOCOL_NUMBERS
from sandbox.snapshot import network

Snapshot = Annotated[
    str,
    typer.Option(
        "--snapshot",
        metavar=iam_options.SOURCES,
        help="The network: of the program's plan, the sandbox, exported files, a commit.",
    ),
]
Protocol = Annotated[
    str, typer.Option("--protocol", metavar="tcp|udp|icmp|icmpv6|all|NUMBER", help="The protocol of the flow.")
]
Port = Annotated[
    str | None,
    typer.Option(
        "--port", metavar="PORT[-PORT]", help="Destination ports; TYPE or TYPE/CODE for ICMP. Default: all of them."
    ),
]

_LAST_PROTOCOL = 255
_LAST_PORT = 65535
_LAST_ICMP = 255
_ANY_CODE = -1


def read_network(name: str, *, fresh: bool = False) -> Network:
    """Return the network of a snapshot's name; show that it is being read, and print what was not read."""
    with iam_progress.reading(name) as notify:
        found = network.load(name, settings.read({}), notify, fresh=fresh)
    for note in found.notes:
        console.progress.print(f"not read: {note}", markup=False, soft_wrap=True)
    return found


def protocol_of(text: str) -> int | None:
    """Return the IANA number of a protocol; None for all of them."""
    if text in {"all", "-1"}:
        return None
    if text in PROTOCOL_NUMBERS:
        return PROTOCOL_NUMBERS[text]
    if text.isdecimal() and int(text) <= _LAST_PROTOCOL:
        return int(text)
    raise typer.BadParameter(
        f"{text!r} is not {', '.join(PROTOCOL_NUMBERS)}, all or a number from 0 to {_LAST_PROTOCOL}.",
        param_hint="--protocol",
    )


def ports_of(text: str | None, protocol: int | None) -> PortRange | None:
    """Return the destination ports of the option, for ICMP the type and the code; None for all."""
    if text is None:
        return None
    if protocol in ICMP_PROTOCOLS:
        kind, _, code = text.partition("/")
        return PortRange(_number(kind, _LAST_ICMP), _number(code, _LAST_ICMP) if code else _ANY_CODE)
    if protocol not in PORT_PROTOCOLS:
        raise typer.BadParameter("Only tcp, udp, sctp (132) and icmp have ports or types.", param_hint="--port")
    first, sign, last = text.partition("-")
    ports = PortRange(_number(first, _LAST_PORT), _number(last if sign else first, _LAST_PORT))
    if ports.first > ports.last:
        raise typer.BadParameter(f"{text} ends before it begins: write {last}-{first}.", param_hint="--port")
    return ports


def _number(text: str, last: int) -> int:
    if text.isdecimal() and int(text) <= last:
        return int(text)
    raise typer.BadParameter(f"{text!r} is not a number from 0 to {last}.", param_hint="--port")
