"""Files of CloudTrail events: what a trail delivers, what the AWS CLI prints, what queries of CloudTrail Lake return.

Reference: CloudTrail user guide, cloudtrail-log-file-examples (`Records`); CloudTrail API reference, LookupEvents
(`Events[].CloudTrailEvent`) and GetQueryResults (`QueryResultRows`, with a column `eventJson`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from sandbox.rehearsal.errors import NoEvents

_NAMES = (".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_DIGESTS = "CloudTrail-Digest"
"""The folder of the files by which delivered files are validated."""
_GZIP = b"\x1f\x8b"
_LARGEST = 1 << 30
"""Bytes of one file, decompressed; CloudTrail's have at most some 50 MB. A larger one is read to there."""
_CHUNK = 1 << 20
_EVENT_COLUMN = "eventjson"
_LIST = '"Records"'

type Report = Callable[[str], None]
"""Gets a message for what cannot be read: the file, the line, what is wrong."""


def event_files(place: Path) -> tuple[Path, ...]:
    """Return the files of events in a folder and its folders, or the file itself, in the order of their names.

    Raises:
        NoEvents: There are none.

    """
    if place.is_file():
        return (place,)
    if not place.is_dir():
        raise NoEvents(f"{place} does not exist.", "Name a folder of CloudTrail files, or one file.")
    found = tuple(sorted(path for path in place.rglob("*") if _holds_events(path)))
    if not found:
        raise NoEvents(
            f"{place} has no file of events.", "CloudTrail's files end in .json.gz, those of the CLI in .json."
        )
    return found


def other_files(place: Path) -> int:
    """Return the number of files in a folder and its folders that are not read for their names; digests not counted.

    Reference: CloudTrail user guide, cloudtrail-log-file-validation-digest-file-structure.
    """
    files = (path for path in place.rglob("*") if path.is_file()) if place.is_dir() else ()
    return sum(not path.name.endswith(_NAMES) for path in files)


def _holds_events(path: Path) -> bool:
    return path.name.endswith(_NAMES) and _DIGESTS not in path.parts and path.is_file()


def read_events(path: Path, report: Report) -> Iterator[Any]:
    """Yield the events of a file; what cannot be read is reported, and the rest is read all the same."""
    try:
        data = path.read_bytes()
    except OSError as error:
        report(f"{path}: cannot be read: {error.strerror}")
        return
    if data.startswith(_GZIP):
        data = _decompressed(data, path, report)
    if not data.strip():
        report(f"{path}: is empty")
        return
    try:
        parsed = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        yield from _readable_part(data, path, error, report)
        return
    yield from _events_in(parsed, path, 1, report)


def _decompressed(data: bytes, path: Path, report: Report) -> bytes:
    """Return what can be decompressed."""
    found: list[bytes] = []
    size = 0
    try:
        while data:
            stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            part = stream.decompress(data, _LARGEST - size)
            found.append(part)
            size += len(part)
            if size >= _LARGEST:
                report(f"{path}: is larger than {_LARGEST >> 20} MB decompressed; the rest is not read")
                break
            if not stream.eof:
                line = b"".join(found).count(b"\n") + 1
                report(f"{path}:{line}: the gzip data ends too early; what comes before is read")
                break
            data = stream.unused_data  # several members may follow one another
            if not data.startswith(_GZIP):
                break
    except zlib.error as error:
        line = b"".join(found).count(b"\n") + 1
        report(f"{path}:{line}: the gzip data is damaged: {error}")
    return b"".join(found)


def _readable_part(data: bytes, path: Path, error: orjson.JSONDecodeError, report: Report) -> Iterator[Any]:
    """Yield the events of lines of JSON, or those that come before the place where a file is broken."""
    first, _, rest = data.lstrip().partition(b"\n")
    if rest and _is_object(first):
        yield from _lines(data, path, report)
        return
    text = data.decode(errors="replace")
    before = 0
    for record in _leading_records(text):
        before += 1
        yield record
    report(f"{path}:{error.lineno}: is not JSON: {error.msg}; the {before} events before it are read")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _lines(data: bytes, path: Path, report: Report) -> Iterator[Any]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            parsed = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            report(f"{path}:{number}: is not JSON: {error.msg}")
            continue
        yield from _events_in(parsed, path, number, report)


def _leading_records(text: str) -> Iterator[Any]:
    """Yield the records of a damaged `{"Records": [...]}` or list up to the damage."""
    start = text.find("[", max(text.find(_LIST), 0))
    if start < 0:
        return
    decoder, at = json.JSONDecoder(), start + 1
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            record, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if not isinstance(record, dict):
            return
        yield record


def _events_in(parsed: Any, path: Path, line: int, report: Report) -> Iterator[Any]:
    """Yield the events in one value of JSON, whichever form it has."""
    if isinstance(parsed, dict):
        if isinstance(parsed.get("Records"), list):
            yield from parsed["Records"]
        elif isinstance(parsed.get("Events"), list):
            yield from _texts((one.get("CloudTrailEvent") for one in parsed["Events"]), path, report)
        elif isinstance(parsed.get("QueryResultRows"), list):
            yield from _texts(map(_event_column, parsed["QueryResultRows"]), path, report)
        elif isinstance(parsed.get("detail"), dict) and "eventName" in parsed["detail"]:
            yield parsed["detail"]  # as EventBridge delivers it
        elif "eventName" in parsed or "eventVersion" in parsed:
            yield parsed
        else:
            names = ", ".join(list(parsed)[:3]) or "nothing"
            report(f"{path}:{line}: holds no events: expected Records, Events or QueryResultRows, found {names}")
    elif isinstance(parsed, list):
        for one in parsed:
            yield from _events_in(one, path, line, report)
    else:
        report(f"{path}:{line}: holds no events: expected an object, found {type(parsed).__name__}")


def _event_column(row: Any) -> Any:
    cells = row if isinstance(row, list) else [row]
    for cell in cells:
        for name, value in cell.items() if isinstance(cell, dict) else ():
            if name.lower() == _EVENT_COLUMN:
                return value
    return None


def _texts(texts: Iterator[Any], path: Path, report: Report) -> Iterator[Any]:
    for number, text in enumerate(texts, 1):
        try:
            yield orjson.loads(text)
        except (orjson.JSONDecodeError, TypeError) as error:
            report(f"{path}: event {number} is not JSON: {error}")
