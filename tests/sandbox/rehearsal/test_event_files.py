"""Files of events: as a trail delivers them, as the AWS CLI prints them, and damaged ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.rehearsal.errors import NoEvents
from sandbox.rehearsal.event_files import event_files, other_files, read_events
from tests.sandbox.rehearsal.recorded import event, write

EVENTS = [event("sqs", "ListQueues", {}, eventID=str(number)) for number in range(3)]
TEXT = json.dumps({"Records": EVENTS}, indent=1)


def read(path: Path) -> tuple[list[Any], list[str]]:
    damage: list[str] = []
    return [found["eventID"] for found in read_events(path, damage.append)], damage


@pytest.mark.parametrize(
    "content",
    [
        {"Records": EVENTS},
        {"Events": [{"EventId": one["eventID"], "CloudTrailEvent": json.dumps(one)} for one in EVENTS]},
        {"QueryResultRows": [[{"eventJson": json.dumps(one)}] for one in EVENTS]},
        [{"version": "0", "detail-type": "AWS API Call via CloudTrail", "detail": one} for one in EVENTS],
        EVENTS,
    ],
    ids=["a trail", "lookup-events", "get-query-results", "EventBridge", "a list"],
)
def test_every_form_is_read(content: Any, tmp_path: Path):
    (tmp_path / "events.json").write_text(json.dumps(content))
    assert read(tmp_path / "events.json") == (["0", "1", "2"], [])


def test_lines_of_json_are_read_and_a_damaged_line_is_reported(tmp_path: Path):
    lines = [json.dumps(one) for one in EVENTS]
    (tmp_path / "events.jsonl").write_text("\n".join([lines[0], '{"eventID": ', *lines[1:]]))
    found, damage = read(tmp_path / "events.jsonl")
    assert found == ["0", "1", "2"]
    assert len(damage) == 1
    assert damage[0].startswith(f"{tmp_path}/events.jsonl:2: is not JSON: ")


def test_the_folders_of_a_trail_are_searched(tmp_path: Path):
    first = write(tmp_path / "AWSLogs" / "1" / "CloudTrail" / "eu-west-1" / "2026" / "a.json.gz", EVENTS)
    second = write(tmp_path / "b.json", EVENTS)
    (tmp_path / "notes.txt").write_text("no events")
    digest = tmp_path / "AWSLogs" / "1" / "CloudTrail-Digest" / "eu-west-1" / "d.json.gz"
    digest.parent.mkdir(parents=True)
    digest.write_bytes(gzip.compress(b'{"logFiles": []}'))
    assert event_files(tmp_path) == (first, second)
    assert event_files(second) == (second,)
    assert (other_files(tmp_path), other_files(second)) == (1, 0)
    assert read(first) == (["0", "1", "2"], [])


def test_a_place_without_events_is_refused(tmp_path: Path):
    with pytest.raises(NoEvents, match="has no file of events"):
        event_files(tmp_path)
    with pytest.raises(NoEvents, match="does not exist"):
        event_files(tmp_path / "nowhere")


def test_a_truncated_gzip_file_is_reported_and_its_whole_events_are_read(tmp_path: Path):
    many = [
        event("sqs", "ListQueues", {}, eventID=str(number), requestID=f"{number * 7919:x}") for number in range(500)
    ]
    path = write(tmp_path / "cut.json.gz", many)
    path.write_bytes(path.read_bytes()[:-2000])
    found, damage = read(path)
    assert 0 < len(found) < 500
    assert found == [str(number) for number in range(len(found))]
    assert damage[0] == f"{path}:1: the gzip data ends too early; what comes before is read"
    assert damage[1].startswith(f"{path}:1: is not JSON: ")
    assert damage[1].endswith(f"; the {len(found)} events before it are read")


def test_damaged_gzip_data_is_reported(tmp_path: Path):
    path = tmp_path / "damaged.json.gz"
    path.write_bytes(b"\x1f\x8b" + b"\x00" * 50)
    found, damage = read(path)
    assert found == []
    assert damage[0].startswith(f"{path}:1: the gzip data is damaged: ")


def test_several_gzip_members_are_one_file(tmp_path: Path):
    half = len(TEXT) // 2
    path = tmp_path / "members.json.gz"
    path.write_bytes(gzip.compress(TEXT[:half].encode()) + gzip.compress(TEXT[half:].encode()))
    assert read(path) == (["0", "1", "2"], [])


def test_json_that_breaks_off_is_reported_with_its_line(tmp_path: Path):
    path = tmp_path / "cut.json"
    path.write_text(TEXT[: TEXT.rindex('"eventID"')])
    found, damage = read(path)
    assert found == ["0", "1"]
    line = TEXT[: TEXT.rindex('"eventID"')].count("\n") + 1
    assert damage == [f"{path}:{line}: is not JSON: unexpected end of data; the 2 events before it are read"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("7", "expected an object, found int"),
        ('{"Version": "2012-10-17", "Statement": []}', "expected Records, Events or QueryResultRows, found Version"),
        ('{"Events": [{"CloudTrailEvent": "{"}]}', "event 1 is not JSON"),
        ('{"Events": [{"EventId": "1"}]}', "event 1 is not JSON"),
        ("no JSON", "is not JSON"),
    ],
)
def test_a_file_without_events_is_reported(text: str, message: str, tmp_path: Path):
    path = tmp_path / "events.json"
    path.write_text(text)
    found, damage = read(path)
    assert found == []
    assert len(damage) == 1
    assert damage[0].startswith(str(path))
    assert message in damage[0]
