"""The meaning of a request, as the services read it: an accepted change must not change it.

Written without the verification's own code: urllib and botocore's models read the request.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlparse

import botocore.session

from tests.sandbox.gateway.authentication.signed import Sent

V2_UNSIGNED = frozenset({"list-type", "x-id"})
"""Static query parameters that a Signature Version 2 does not cover, on AWS either."""


def meaning(sent: Sent, kind: str) -> dict[str, Any]:
    """Return the parts of a request that its signature covers."""
    headers = _headers(sent)
    raw_path, _, query = sent.target.partition("?")
    parameters = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    common = {"method": sent.method.upper(), "path": _path(raw_path, kind), "body": _body(sent, kind)}
    amz = {name: values for name, values in headers.items() if name.startswith("x-amz-")}
    if kind == "s3 presigned v2":
        hoisted = {name.lower(): [value] for name, value in parameters if name.lower().startswith("x-amz-")}
        signed = sorted((name, value) for name, value in parameters if name in subresources())
        standard = [headers.get(name, [dict(parameters).get(name, "")]) for name in ("content-md5", "content-type")]
        return common | {"parameters": signed, "headers": hoisted | amz, "standard": standard}
    named = {name: headers.get(name, []) for name in _signed(sent, parameters)}
    kept = sorted((name, value) for name, value in parameters if name != "X-Amz-Signature")
    if kind == "s3 presigned":
        amz.pop("x-amz-content-sha256", None)  # S3 ignores it in a presigned URL, unless it is signed
    return common | {"parameters": kept, "headers": amz | named, "host": headers.get("host")}


def _headers(sent: Sent) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in sent.headers:
        found.setdefault(name.lower(), []).append(" ".join(value.split()))
    # several headers of a name are the same as one with their values
    return {name: [",".join(values)] for name, values in found.items()}


def _signed(sent: Sent, parameters: list[tuple[str, str]]) -> list[str]:
    text = dict(parameters).get("X-Amz-SignedHeaders")
    if text is None:
        authorization = next((value for name, value in sent.headers if name.lower() == "authorization"), "")
        text = authorization.partition("SignedHeaders=")[2].partition(",")[0]
    return sorted(text.lower().split(";"))


def _path(path: str, kind: str) -> Any:
    """Return the path as LocalStack routes it: S3's by decoded segments, others as they were sent."""
    if not kind.startswith("s3"):
        return path
    parsed = path if path.startswith("//") else urlparse(path).path
    return [unquote_to_bytes(segment) for segment in parsed.split("/")]


def _body(sent: Sent, kind: str) -> bytes | None:
    """Return the content; None where the signature leaves it open."""
    if kind in {"s3 presigned", "s3 presigned v2", "s3 unsigned payload"}:
        return None
    if "chunks" not in kind:
        return sent.body
    content, rest = b"", sent.body
    while True:
        line, _, rest = rest.partition(b"\r\n")
        digits = line.partition(b";")[0]
        if not digits or not all(digit in b"0123456789abcdefABCDEF" for digit in digits):
            return sent.body  # it cannot be read
        size = int(digits, 16)
        content, rest = content + rest[:size], rest[size + 2 :] if size else rest
        if not size:
            break
    trailer = sorted(line.strip() for line in rest.splitlines() if line.strip())
    return content + b"\n".join(trailer)


@cache
def subresources() -> frozenset[str]:
    """Return the query parameters that choose what S3 does, by botocore's model."""
    model = botocore.session.get_session().get_service_model("s3")
    found = {"versionId", "partNumber", "uploadId"}
    for name in model.operation_names:
        operation = model.operation_model(name)
        _, _, query = operation.http["requestUri"].partition("?")
        found |= {piece.partition("=")[0] for piece in query.split("&") if piece}
        for member in operation.input_shape.members.values() if operation.input_shape else ():
            parameter = member.serialization.get("name", "")
            if member.serialization.get("location") == "querystring" and parameter.startswith("response-"):
                found.add(parameter)
    return frozenset(found) - V2_UNSIGNED
