"""The Letter of Authorization and Connecting Facility Assignment (LOA-CFA) of a port."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.hosted_connections import own_interconnect
from sandbox.emulated.directconnect.port_shapes import device_of
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.hybrid_network.direct_connect_ports import Connection
from sandbox.emulated.operation import operation

PDF = "application/pdf"


@operation("DescribeLoa")
def describe_loa(call: HybridCall) -> dict[str, Any]:
    """Return the letter of one port, or of all members of a group, as a PDF."""
    return _describe_loa(call, call.request["connectionId"])


@operation("DescribeConnectionLoa")
def describe_connection_loa(call: HybridCall) -> dict[str, Any]:
    """Return the letter of one port, under the API's older name."""
    return {"loa": _describe_loa(call, call.request["connectionId"])}


@operation("DescribeInterconnectLoa")
def describe_interconnect_loa(call: HybridCall) -> dict[str, Any]:
    """Return the letter of an interconnect, under the API's older name."""
    return {"loa": _describe_loa(call, own_interconnect(call, call.request["interconnectId"]).id)}


def _describe_loa(call: HybridCall, id_: str) -> dict[str, Any]:
    port = rules.own_port(call.direct_connect, call.account, call.region, id_)
    content_type = call.request.get("loaContentType") or PDF
    if content_type != PDF:
        raise rules.refusal(f"Content type {content_type} is invalid. Use {PDF}.")
    hosted = isinstance(port, Connection) and port.parent
    lines = [it for it in call.direct_connect.lines_of(port) if it.loa_issued is not None]
    if port.loa_issued is None or port.state in LEAVING or hosted or not lines:
        raise rules.refusal(f"The LOA-CFA for connection {port.id} is not available.")
    text = [
        "Letter of Authorization - Connecting Facility Assignment",
        f"Issued {datetime.fromtimestamp(port.loa_issued, UTC):%Y-%m-%d} by the sandbox",
    ]
    for line in lines:
        text += [
            f"Connection {line.id} ({line.name}), {line.bandwidth}",
            f"Location {line.location}, port {device_of(call.direct_connect, line)}",
        ]
    provider = call.request.get("providerName") or port.provider or "-"
    text.append(f"Customer account {port.owner}, provider {provider}")
    return {"loaContent": pdf(text), "loaContentType": PDF}


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page with the lines."""
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    stream = f"BT /F1 11 Tf 56 770 Td 16 TL {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>"
        % b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        count,
        table,
        count,
        len(body),
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
