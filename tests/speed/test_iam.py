"""Decisions per second, compared with other Python evaluators: printed, not asserted."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from sandbox.iam import Kind, Layers, PolicySet, Request, decide, explain
from sandbox.iam.decide_protocol import answer
from tests.fuzz.peers.install import python_peers
from tests.speed.iam_peers.decision_rate import decisions_per_second
from tests.speed.iam_workload import ACCOUNT, ROLE, SESSION, Workload, workload

pytestmark = pytest.mark.speed

PEERS = {
    "moto_access_control": "conditions (but in trust policies), boundary, SCP, NotResource, the layer",
    "ministack_evaluator": "SCP, RCP, endpoint, the layer, not-evaluable verdicts, a trace",
    "principal_mapper": "RCP, endpoint, kinds of deny, the layer; no release since Python 3.9",
}
"""What each peer does not evaluate and this engine does."""
COMPILATIONS = 20
"""Compiling takes milliseconds, so the median needs a few."""


def compiled(benchmark: Workload) -> Layers:
    return Layers(
        identity=PolicySet.of(benchmark.identity, Kind.IDENTITY),
        boundaries=(PolicySet.of([benchmark.boundary], Kind.BOUNDARY),),
        scps=tuple(PolicySet.of(level, Kind.SCP) for level in benchmark.scps),
    )


def test_decisions_per_second_compared_with_peers():
    benchmark = workload()
    layers = compiled(benchmark)
    requests = [
        Request.of(SESSION, action, resource, context=context) for action, resource, context in benchmark.requests
    ]
    ours = decisions_per_second(lambda request: decide(request, layers), requests, repeats=5)
    traced = decisions_per_second(lambda request: explain(request, layers), requests)
    from_values = decisions_per_second(
        lambda given: decide(Request.of(SESSION, given[0], given[1], context=given[2]), layers), benchmark.requests
    )
    verdicts = Counter(
        f"{found.decision.value} by {found.layer.value}" for r in requests if (found := decide(r, layers))
    )
    print("\nPolicy decisions a second: medians of processor time")
    print("1 role, 5 policies of 10 statements, a boundary, SCPs at 2 levels, 1,000 mixed requests")
    print(f"  ours, deciding layer named   {ours:>10,.0f}")
    print(f"  ours, from plain values      {from_values:>10,.0f}")
    print(f"  ours, with the whole trace   {traced:>10,.0f}")
    python = python_peers()
    for peer, lacks in PEERS.items():
        theirs = peer_rate(python, peer, benchmark)
        print(f"  {peer:<28} {theirs:>10,.0f}   ours is {ours / theirs:,.0f} times as fast; lacks: {lacks}")
    print("  verdicts: " + ", ".join(f"{name} {times}" for name, times in verdicts.most_common()))


def test_lines_per_second_of_iam_decide():
    benchmark = workload()
    layers = {
        "principal": SESSION,
        "identity": benchmark.identity,
        "boundaries": [benchmark.boundary],
        "scps": benchmark.scps,
    }
    lines = [
        json.dumps({**layers, "action": action, "resource": resource, "context": context})
        for action, resource, context in benchmark.requests
    ]
    print(f"\nLines of JSON evaluated a second, with reasons: {decisions_per_second(answer, lines):,.0f}")


def test_time_to_compile_policies():
    benchmark = workload()
    cold = json.loads(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True).stdout)
    warm = []
    for _ in range(COMPILATIONS):
        began = time.process_time()
        compiled(benchmark)
        warm.append(time.process_time() - began)
    print(
        f"\nCompiling 55 statements: {cold * 1e3:.1f} ms in a new process, {statistics.median(warm) * 1e3:.1f} ms later"
    )


def peer_rate(python: Path, peer: str, benchmark: Workload) -> float:
    """Return a peer's decisions per second in its own environment."""
    given = {
        "identity": benchmark.identity,
        "boundary": benchmark.boundary,
        "scps": benchmark.scps,
        "requests": benchmark.requests,
        "role": ROLE,
        "session": SESSION,
        "account": ACCOUNT,
    }
    script = Path(__file__).parent / "iam_peers" / f"{peer}.py"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [python, script], input=json.dumps(given), capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return float(json.loads(done.stdout))


COLD = """
import json, sys, time
from tests.speed.iam_workload import workload
from tests.speed.test_iam import compiled
benchmark = workload()
began = time.process_time()
compiled(benchmark)
json.dump(time.process_time() - began, sys.stdout)
"""
