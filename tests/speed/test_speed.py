"""Time and memory of the default estate and of generated ones: printed, not asserted.

`SPEED_SIZES=5,20,50` sets the departments of the generated estates, `SPEED_REPEATS=3` the runs for each figure.
Figures are medians with minimum and maximum. Processor time is measured besides elapsed time, as other work may share
the machine.
"""

from __future__ import annotations

import importlib.util
import math
import os
import resource
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from tests.journeys.clone import Clone, fresh_clone

pytestmark = pytest.mark.speed

SIZES = tuple(int(size) for size in os.environ.get("SPEED_SIZES", "5,20,50").split(","))
REPEATS = int(os.environ.get("SPEED_REPEATS", "1"))
"""One run is not reliable where other work shares the machine; 3 or 5 are better."""

MB = 2**20
SAMPLE_INTERVAL = 0.25
"""Seconds between measurements of memory, which use processor time themselves."""
PARTS = ("seconds", "processor", "rss")


@dataclass(frozen=True)
class Cost:
    """The cost of one command."""

    seconds: float
    processor: float
    """Seconds of all processors, for the command and the processes that stay running."""
    rss: float
    """The highest sum of RSS over all processes, in MB."""
    pss: float
    """The highest sum of PSS, which divides shared memory among processes, in MB."""


class Figures:
    """Costs by command, of several runs."""

    def __init__(self) -> None:
        self._taken: defaultdict[str, list[Cost]] = defaultdict(list)

    def add(self, command: str, cost: Cost) -> None:
        """Add the cost of one run."""
        self._taken[command].append(cost)

    def median(self, command: str, part: str) -> float:
        """Return the median."""
        return float(statistics.median(getattr(cost, part) for cost in self._taken[command]))

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands, in the order in which they first ran."""
        return tuple(self._taken)

    def lines(self) -> Iterator[str]:
        """Yield a line for each command."""
        for command in self._taken:
            parts = (("seconds", "s"), ("processor", "s of processors"), ("rss", "MB RSS"), ("pss", "MB PSS"))
            yield f"  {command}: " + ", ".join(f"{self._spread(command, part)} {unit}" for part, unit in parts)

    def _spread(self, command: str, part: str) -> str:
        values = [getattr(cost, part) for cost in self._taken[command]]
        shown = f"{statistics.median(values):.1f}" if part in {"seconds", "processor"} else f"{max(values):.0f}"
        if len(values) == 1 or part not in {"seconds", "processor"}:
            return shown
        return f"{shown} ({min(values):.1f}-{max(values):.1f})"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone with its environments and tools installed, and nothing running."""
    made = fresh_clone(tmp_path_factory.mktemp("speed"))
    done = made.run("make", "environment")
    assert done.returncode == 0, done.stderr
    made.output_of("up", "--estate", "tests/estates/small.yaml")
    made.output_of("reset", "--yes")
    yield made
    made.sandbox("down")
    shutil.rmtree(made.root.parent, ignore_errors=True)


def run(clone: Clone, *arguments: str) -> Cost:
    """Run `sandbox` until it exits, and measure all processes of the clone meanwhile."""
    before = running(clone)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    with (clone.root / "run.out").open("w") as out, (clone.root / "run.err").open("w") as err:
        command = [str(clone.executable), *arguments]
        process = psutil.Popen(command, cwd=clone.root, env=clone.environment, stdout=out, stderr=err)
    rss = pss = 0.0
    while process.poll() is None:
        sums = memory(clone)
        rss, pss = max(rss, sum(each[0] for each in sums.values())), max(pss, sum(each[1] for each in sums.values()))
        time.sleep(SAMPLE_INTERVAL)
    taken = time.monotonic() - began
    assert process.returncode == 0, (clone.root / "run.err").read_text()[-3000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    others = sum(spent - before.get(key, 0.0) for key, spent in running(clone).items())
    return Cost(taken, own + others, rss, pss)


def running(clone: Clone) -> dict[tuple[int, float], float]:
    """Return the processor seconds of each process that stays running, including its ended children."""
    found = {}
    for process in clone.processes():
        try:
            found[process.pid, process.create_time()] = sum(process.cpu_times()[:4])
        except psutil.Error:
            continue
    return found


def memory(clone: Clone) -> dict[str, tuple[float, float]]:
    """Return RSS and PSS in MB by process name."""
    found: dict[str, tuple[float, float]] = {}
    for process in clone.processes():
        try:
            full = process.memory_full_info()
            name = " ".join(Path(part).name for part in process.cmdline()[:3])
        except psutil.Error:
            continue
        rss, pss = found.get(name, (0.0, 0.0))
        found[name] = (rss + full.rss / MB, pss + full.pss / MB)
    return found


def cycle(clone: Clone, *arguments: str) -> Figures:
    """Measure preview, first update, second update and preview again, `REPEATS` times."""
    figures = Figures()
    for _ in range(REPEATS):
        clone.output_of("reset", "--yes")
        figures.add("preview with nothing running", run(clone, "preview", "--json", *arguments))
        figures.add("up from nothing", run(clone, "up", "--json", *arguments))
        figures.add("second up", run(clone, "up", "--json", *arguments))
        figures.add("preview of the deployed estate", run(clone, "preview", "--json", *arguments))
    return figures


@pytest.mark.parametrize("form", ["all", "split"])
def test_cost_of_the_default_estate(clone: Clone, form: str) -> None:
    figures = cycle(clone, *(["--split"] if form == "split" else []))
    resources = sum(stack["resources"] for stack in clone.status()["stacks"].values())
    print(f"\ndefault estate, form {form}, {resources} resources, {REPEATS} runs:", *figures.lines(), sep="\n")
    between = memory(clone)
    for name, (rss, pss) in sorted(between.items(), key=lambda item: -item[1][1]):
        print(f"  {rss:6.0f} MB RSS {pss:6.0f} MB PSS  {name}")
    rss, pss = (sum(part[i] for part in between.values()) for i in (0, 1))
    print(f"  kept between commands: {rss:.0f} MB RSS, {pss:.0f} MB PSS")
    clone.output_of("down")


def test_growth_of_the_cost_with_the_number_of_departments(clone: Clone) -> None:
    spec = importlib.util.spec_from_file_location("generate", clone.root / "tests" / "estates" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    grown: list[tuple[int, Figures]] = []
    for departments in SIZES:
        figures = cycle(clone, "--estate", str(generate.write(departments, clone.root / f"{departments}.yaml")))
        resources = clone.status()["stacks"]["all"]["resources"]
        print(f"\n{departments} departments, {resources} resources, {REPEATS} runs:", *figures.lines(), sep="\n")
        grown.append((resources, figures))
    for (few, before), (many, after) in pairwise(grown):
        print(f"\nfrom {few} to {many} resources, as a power of their number (1 is linear):")
        for command in after.commands:
            times = {part: after.median(command, part) / before.median(command, part) for part in PARTS}
            exponents = ", ".join(f"{part} {math.log(by) / math.log(many / few):.2f}" for part, by in times.items())
            print(f"  {command}: {exponents}")
    clone.output_of("down")
