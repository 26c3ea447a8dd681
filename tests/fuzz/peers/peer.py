"""A peer that runs as one process: each input line is a request, each output line its verdict."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sandbox.iam.conditions.date import moment
from sandbox.iam.decide_protocol import read
from sandbox.iam.request import DERIVED
from tests.fuzz.generator import Question


class PeerDied(RuntimeError):
    """The peer's process exited before its last verdict."""


class Peer:
    """One process, kept for all requests."""

    def __init__(self, name: str, command: Sequence[str | Path], *, coarse: bool = False) -> None:
        self.name = name
        self.coarse = coarse
        """Whether it distinguishes allow and deny only."""
        self._process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.terminate()
        self._process.wait()

    def answer(self, question: Question) -> str:
        """Return one decision."""
        return next(self.answers([question]))

    def answers(self, questions: Iterable[Question]) -> Iterator[str]:
        """Yield a decision for each request, in order; `refused` or `failed` where the peer has none."""
        assert self._process.stdout is not None
        count = 0
        lines = [json.dumps(complete(question)) + "\n" for question in questions]
        writer = threading.Thread(target=self._send, args=(lines,))
        writer.start()
        try:
            for _ in lines:
                said = self._process.stdout.readline()
                if not said:
                    raise PeerDied(f"{self.name} answered {count} of {len(lines)} questions and died")
                count += 1
                yield _decision(json.loads(said))
        finally:
            writer.join()

    def _send(self, lines: list[str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.writelines(lines)
        self._process.stdin.flush()


def complete(question: Question) -> Question:
    """Add the keys that AWS derives from the request: peers do not derive them."""
    request, _ = read(question)
    given = {key.lower() for key in question.get("context", {})}
    derived: dict[str, Any] = {}
    for key in sorted(set(DERIVED) - given):
        if values := request.values(key):
            derived[key] = list(values) if key == "aws:tagkeys" else values[0]
    for key, form in (("aws:currenttime", _iso), ("aws:epochtime", _epoch)):
        if key in derived:
            derived[key] = form(moment(derived[key]))
    return {**question, "context": {**question.get("context", {}), **derived}}


def _iso(seconds: Decimal | None) -> str:
    return datetime.fromtimestamp(int(seconds or 0), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _epoch(seconds: Decimal | None) -> str:
    return str(int(seconds or 0))


def _decision(said: dict[str, Any]) -> str:
    if "decision" in said:
        return str(said["decision"])
    return "refused" if "refused" in said else "failed"
