"""`sandbox iam decide`: JSON lines on stdin and stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import Any, cast

import pytest

from sandbox.cli.commands.iam import decide

REQUEST = {
    "principal": "arn:aws:iam::111122223333:user/ann",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::b/k",
    "identity": [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}],
}
LINE = json.dumps(REQUEST).encode() + b"\n"
COMMAND = (sys.executable, "-c", "from sandbox.cli import main; main()", "iam", "decide")


def decisions(given: bytes) -> list[dict[str, Any]]:
    done = subprocess.run(COMMAND, input=given, capture_output=True, check=True, timeout=120)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process


def test_an_invalid_line_gets_an_error_and_the_others_a_decision():
    found = decisions(LINE + b"{\n" + b'{"action": "s3:GetObject", "colour": 1}\n' + b"\n" + LINE)
    assert [answer.get("decision") for answer in found] == ["allow", None, None, None, "allow"]
    assert "the line is not JSON" in found[1]["error"]
    assert "unknown field 'colour'" in found[2]["error"]


@pytest.mark.parametrize(
    "garbage",
    [
        bytes(range(256)).replace(b"\n", b""),
        b"\xff\xfe" * 100,
        b"[" * 10_000_000,
        b'"' + b"x" * 10_000_000,
        b"9" * 5000,
        b'{"identity": ' * 100_000 + b"{}" + b"}" * 100_000,
        LINE.replace(b'"s3:GetObject"', b"NaN").rstrip(),
        LINE.replace(b'"Action"', b'"Effect": "Deny", "Action"').rstrip(),
        b'{"action": "s3:GetObject", ' + LINE[1:].rstrip(),
        LINE.replace(b"ann", rb"\ud800").rstrip(),
    ],
    ids=[
        "all bytes",
        "not UTF-8",
        "10 MB of brackets",
        "10 MB of text",
        "a number of 5,000 digits",
        "100,000 nested objects",
        "NaN",
        "a duplicate effect",
        "a duplicate field",
        "a lone surrogate",
    ],
)
def test_invalid_input_is_an_error_and_not_a_crash(garbage: bytes):
    found = decisions(garbage + b"\n" + LINE)
    assert "error" in found[0]
    assert found[1]["decision"] == "allow"


def test_the_last_line_needs_no_newline():
    assert len(decisions(LINE + LINE.rstrip())) == 2


def test_each_decision_is_written_before_the_next_line_is_read(running: subprocess.Popen[bytes]):
    assert running.stdin is not None
    assert running.stdout is not None
    for _ in range(3):
        running.stdin.write(LINE)
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["decision"] == "allow"
    running.stdin.close()
    assert running.wait(60) == 0


def test_a_closed_pipe_ends_the_command_without_an_error():
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate(LINE, timeout=60)
    assert (process.returncode, errors) == (0, b"")


def test_a_line_that_is_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decide, "LONGEST", 8)
    for chunk in (1, 7, 64, 1000):
        monkeypatch.setattr(decide, "_CHUNK", chunk)
        given = cast("BufferedReader", BytesIO(b"short\n" + b"x" * 50 + b"\n\n" + b"y" * 9 + b"\nend"))
        found = [line for batch in decide.batches(given) for line in batch]
        assert found == [b"short", None, b"", None, b"end"]


def test_decisions_are_in_the_order_of_their_lines():
    actions = [f"s3:Get{n}" for n in range(2000)]
    lines = [json.dumps({"principal": None, "action": action}).encode() for action in actions]
    found = decisions(b"\n".join(lines))
    assert [answer["reasons"][0]["because"].rpartition(" ")[2] for answer in found] == actions


def test_a_number_beyond_64_bits_is_quoted_unchanged():
    assert str(2**80) in decisions(b'{"action": %d}' % 2**80)[0]["error"]
