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
from tests.fuzz.generator import GeneratedRequest


class PeerExitedError(RuntimeError):
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

    def decision(self, request: GeneratedRequest) -> str:
        """Return one decision."""
        return next(self.decisions([request]))

    def decisions(self, requests: Iterable[GeneratedRequest]) -> Iterator[str]:
        """Yield a decision for each request, in order; `refused` or `failed` where the peer has none."""
        assert self._process.stdout is not None
        count = 0
        lines = [json.dumps(with_derived_keys(request)) + "\n" for request in requests]
        writer = threading.Thread(target=self._send, args=(lines,))
        writer.start()
        try:
            for _ in lines:
                line = self._process.stdout.readline()
                if not line:
                    raise PeerExitedError(f"{self.name} exited after {count} of {len(lines)} requests")
                count += 1
                yield _decision(json.loads(line))
        finally:
            writer.join()

    def _send(self, lines: list[str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.writelines(lines)
        self._process.stdin.flush()


def with_derived_keys(request: GeneratedRequest) -> GeneratedRequest:
    """Return the request with the keys that AWS derives, which peers do not derive."""
    compiled, _ = read(request)
    given = {key.lower() for key in request.get("context", {})}
    derived: dict[str, Any] = {}
    for key in sorted(set(DERIVED) - given):
        if values := compiled.values(key):
            derived[key] = list(values) if key == "aws:tagkeys" else values[0]
    for key, form in (("aws:currenttime", _iso), ("aws:epochtime", _epoch)):
        if key in derived:
            derived[key] = form(moment(derived[key]))
    return {**request, "context": {**request.get("context", {}), **derived}}


def _iso(seconds: Decimal | None) -> str:
    return datetime.fromtimestamp(int(seconds or 0), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _epoch(seconds: Decimal | None) -> str:
    return str(int(seconds or 0))


def _decision(result: dict[str, Any]) -> str:
    if "decision" in result:
        return str(result["decision"])
    return "refused" if "refused" in result else "failed"
