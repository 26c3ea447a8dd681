"""The Letter of Authorization and Connecting Facility Assignment (LOA-CFA) of a port."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.directconnect import rules
from sandbox.emulated.directconnect.api_shapes import device
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING
from sandbox.emulated.operation import operation


@operation("DescribeLoa")
def describe_loa(call: HybridCall) -> dict[str, Any]:
    """Return the letter of one port, as a PDF."""
    return _describe_loa(call, call.request)


@operation("DescribeConnectionLoa")
def describe_connection_loa(call: HybridCall) -> dict[str, Any]:
    """Return the letter of one port, under the API's older name."""
    return {"loa": _describe_loa(call, call.request)}


def _describe_loa(call: HybridCall, request: dict[str, Any]) -> dict[str, Any]:
    connection = rules.own_connection(call.direct_connect, call.account, call.region, request["connectionId"])
    if connection.loa_issued is None or connection.state in LEAVING or connection.parent:
        raise rules.refusal(f"The LOA-CFA for connection {connection.id} is not available.")
    lines = [
        "Letter of Authorization - Connecting Facility Assignment",
        f"Issued {datetime.fromtimestamp(connection.loa_issued, UTC):%Y-%m-%d} by the sandbox",
        f"Connection {connection.id} ({connection.name}), {connection.bandwidth}",
        f"Location {connection.location}, port {device(connection.location, connection.id)}",
        f"Customer account {connection.owner}, provider {request.get('providerName') or connection.provider or '-'}",
    ]
    return {"loaContent": pdf(lines), "loaContentType": "application/pdf"}


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
