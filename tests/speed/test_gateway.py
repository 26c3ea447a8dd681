"""What authentication adds to a call, side by side with `off`: printed, not asserted.

`SPEED_CALLS=2000` sets the calls of each mode. The modes alternate in short rounds, since other work may share the
machine; each request is signed once and sent again, so that the client's signing is not measured.
"""

from __future__ import annotations

import http.client
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.engine import Engine
from sandbox.engine.endpoint import enforce
from sandbox.gateway.authentication.access_key import AccessKey
from tests.sandbox.gateway.authentication.signed import Request, Sent, signed, verified

pytestmark = [pytest.mark.speed, pytest.mark.engine]

CALLS = int(os.environ.get("SPEED_CALLS", "2000"))
ROUND = 50
MODES = ("off", "enforce")
THREADS = 8
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "TrentService.ListKeys"}


def requests(endpoint: str, bucket: str) -> dict[str, Request]:
    """Return a small call of each kind."""
    sts = b"Action=GetCallerIdentity&Version=2011-06-15"
    return {
        "sts GetCallerIdentity": Request("POST", f"{endpoint}/", sts, FORM, "sts"),
        "kms ListKeys": Request("POST", f"{endpoint}/", b"{}", JSON, "kms"),
        "s3 PutObject 1 kB": Request("PUT", f"{endpoint}/{bucket}/key", b"x" * 1024, {}, "s3"),
    }


@pytest.fixture(scope="module")
def key(client: Any) -> AccessKey:
    iam = client("iam", account="123456789012")
    iam.create_user(UserName="speed")
    iam.attach_user_policy(UserName="speed", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    made = iam.create_access_key(UserName="speed")["AccessKey"]
    return AccessKey(Caller(CallerKind.USER, access_key=made["AccessKeyId"]), made["SecretAccessKey"])


def median_us(call: Callable[[], Any], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1e6


def test_verification_alone() -> None:
    print("\nverification of one request in this process, median:")
    for name, request in requests("http://127.0.0.1:4566", "bucket").items():
        sent = signed(request)
        print(f"  {name}: {median_us(partial(verified, sent, request.endpoint), CALLS):.0f} us")


def test_calls_with_and_without(engine: Engine, client: Any, key: AccessKey) -> None:
    client("s3", account="123456789012").create_bucket(Bucket="speed-of-signatures")
    print(f"\n{CALLS} calls in each mode, one thread, median ms: off, enforce, difference of neighbouring rounds;")
    print("processor ms of the engine for a call: off, enforce")
    for name, request in requests(engine.endpoint, "speed-of-signatures").items():
        sent, rounds = signed(request, key), [(Round(), Round()) for _ in range(CALLS // ROUND)]
        with closing(connection(engine)) as line:
            for pair in ((Round(), Round()), *rounds):  # the first loads what both modes need
                for mode, each in zip(MODES, pair, strict=True):
                    enforce(engine.endpoint, engine.token, mode, account_id_keys=True)
                    each.run(engine, line, sent)
        off, on = (statistics.median(each.median for each in column) for column in zip(*rounds, strict=True))
        more = statistics.median(enforced.median - free.median for free, enforced in rounds)
        spent = [1e3 * sum(each.processor for each in column) / CALLS for column in zip(*rounds, strict=True)]
        print(f"  {name}: {off:.3f}, {on:.3f}, {more:+.3f}; {spent[0]:.3f}, {spent[1]:.3f}")


def test_calls_per_second(engine: Engine, client: Any, key: AccessKey) -> None:
    client("s3", account="123456789012").create_bucket(Bucket="speed-of-signatures")
    print(f"\ncalls per second of {THREADS} threads: off, enforce")
    for name, request in requests(engine.endpoint, "speed-of-signatures").items():
        sent, rates = signed(request, key), {}
        for mode in MODES:
            enforce(engine.endpoint, engine.token, mode, account_id_keys=True)
            began = time.perf_counter()
            with ThreadPoolExecutor(THREADS) as threads:
                list(threads.map(lambda _n, sent=sent: many(engine, sent, CALLS // THREADS), range(THREADS)))
            rates[mode] = CALLS / (time.perf_counter() - began)
        print(f"  {name}: {rates['off']:.0f}, {rates['enforce']:.0f}")


@dataclass
class Round:
    """Calls in one mode."""

    median: float = 0.0
    """In ms."""
    processor: float = 0.0
    """Seconds that the engine's process used."""

    def run(self, engine: Engine, line: http.client.HTTPConnection, sent: Sent) -> None:
        """Make the calls."""
        before = processor_seconds(engine)
        self.median = 1e3 * statistics.median(timed(line, sent) for _ in range(ROUND))
        self.processor = processor_seconds(engine) - before


def processor_seconds(engine: Engine) -> float:
    """Return the seconds that the engine and its children used, in steps of 10 ms."""
    process = psutil.Process(engine.pid)
    return sum(sum(each.cpu_times()[:2]) for each in (process, *process.children(recursive=True)))


def connection(engine: Engine) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(engine.endpoint).netloc, timeout=30)


def many(engine: Engine, sent: Sent, calls: int) -> None:
    with closing(connection(engine)) as line:
        for _ in range(calls):
            timed(line, sent)


def timed(line: http.client.HTTPConnection, sent: Sent) -> float:
    began = time.perf_counter()
    headers = {name: value for name, value in sent.headers if name.lower() != "content-length"}
    line.request(sent.method, sent.target, sent.body or None, headers)
    answer = line.getresponse()
    answer.read()
    assert answer.status == http.client.OK
    return time.perf_counter() - began
