"""Requests that PUT a document: what keeps one from being read is the response."""

from __future__ import annotations

from collections.abc import Callable

from localstack.http import Request, Response

from sandbox.datacentre.document import BYTES, UnreadableDataCentre


def read_request[T](request: Request, read: Callable[[bytes], T]) -> T | Response:
    """Return the document of a request; the refusal where it is too long, has no length or cannot be read."""
    if request.content_length is None or request.content_length > BYTES:
        faults = [f"document: send its length, at most {BYTES} bytes"]
        return Response.for_json({"errors": faults}, status=413)
    try:
        return read(request.get_data())
    except UnreadableDataCentre as unreadable:
        return Response.for_json({"errors": unreadable.faults}, status=400)
