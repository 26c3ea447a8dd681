"""Time and memory of the default estate and of generated ones: printed, never asserted."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.journeys.clone import Clone, fresh_clone

pytestmark = pytest.mark.speed

SIZES = tuple(int(size) for size in os.environ.get("SPEED_SIZES", "5,20,50").split(","))
"""Departments of the generated estates."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone with its environments and tools made, and nothing running."""
    made = fresh_clone(tmp_path_factory.mktemp("speed"))
    done = made.run("make", "environment")
    assert done.returncode == 0, done.stderr
    made.well("up", "--estate", "tests/estates/small.yaml")
    made.well("reset", "--yes")
    yield made
    made.sandbox("down")
    shutil.rmtree(made.root.parent, ignore_errors=True)


def seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def memory(clone: Clone) -> dict[str, tuple[float, float]]:
    """Process name -> (RSS, PSS) in MB, of all processes that the sandbox keeps."""
    found: dict[str, tuple[float, float]] = {}
    for process in clone.processes():
        full = process.memory_full_info()
        name = " ".join(Path(part).name for part in process.cmdline()[:3])
        rss, pss = found.get(name, (0.0, 0.0))
        found[name] = (rss + full.rss / 2**20, pss + full.pss / 2**20)
    return found


class Peak:
    """Watches a clone's processes while something runs, and keeps the highest sum."""

    def __init__(self, clone: Clone) -> None:
        self._clone = clone
        self.rss = self.pss = 0.0

    def watch(self, process: psutil.Popen) -> float:
        """Until the process ends; its run time in seconds."""
        began = time.monotonic()
        while process.poll() is None:
            rss = pss = 0.0
            for found in self._clone.processes():
                try:
                    full = found.memory_full_info()
                except psutil.Error:
                    continue
                rss, pss = rss + full.rss / 2**20, pss + full.pss / 2**20
            self.rss, self.pss = max(self.rss, rss), max(self.pss, pss)
            time.sleep(0.5)
        return time.monotonic() - began


def up(clone: Clone, *arguments: str) -> tuple[float, Peak]:
    """Run `sandbox up` and watch it."""
    peak = Peak(clone)
    with (clone.root / "up.out").open("w") as out, (clone.root / "up.err").open("w") as err:
        command = [str(clone.executable), "up", "--json", *arguments]
        process = psutil.Popen(command, cwd=clone.root, env=clone.environment, stdout=out, stderr=err)
    taken = peak.watch(process)
    assert process.returncode == 0, (clone.root / "up.err").read_text()[-3000:]
    return taken, peak


def test_default_estate(clone: Clone) -> None:
    clone.well("reset", "--yes")
    print(f"\npreview with nothing running: {seconds(lambda: clone.well('preview', '--json')):.1f} s")
    taken, peak = up(clone)
    resources = clone.status()["stacks"]["all"]["resources"]
    print(f"nothing running to the full estate ({resources} resources): {taken:.1f} s")
    print(f"at most while it works: {peak.rss:.0f} MB RSS, {peak.pss:.0f} MB PSS")
    print(f"second up: {seconds(lambda: clone.well('up', '--json')):.1f} s")
    print(f"preview of what stands: {seconds(lambda: clone.well('preview', '--json')):.1f} s")
    kept = memory(clone)
    for name, (rss, pss) in sorted(kept.items(), key=lambda item: -item[1][1]):
        print(f"  {rss:6.0f} MB RSS {pss:6.0f} MB PSS  {name}")
    rss, pss = (sum(part[i] for part in kept.values()) for i in (0, 1))
    print(f"kept between commands: {rss:.0f} MB RSS, {pss:.0f} MB PSS")
    clone.well("down")


@pytest.mark.parametrize("departments", SIZES)
def test_growth(clone: Clone, departments: int) -> None:
    spec = importlib.util.spec_from_file_location("generate", clone.root / "tests" / "estates" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    estate = generate.write(departments, clone.root / f"{departments}.yaml")
    clone.well("reset", "--yes")
    planned = seconds(lambda: clone.well("preview", "--json", "--estate", str(estate)))
    taken, peak = up(clone, "--estate", str(estate))
    resources = clone.status()["stacks"]["all"]["resources"]
    again = seconds(lambda: clone.well("up", "--json", "--estate", str(estate)))
    print(
        f"\n{departments} departments, {resources} resources: preview {planned:.1f} s, up {taken:.1f} s "
        f"({1000 * taken / resources:.0f} ms a resource), second up {again:.1f} s, "
        f"at most {peak.rss:.0f} MB RSS, {peak.pss:.0f} MB PSS"
    )
    clone.well("down")
