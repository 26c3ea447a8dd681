"""Progress on a terminal, without one, and with every resource."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from sandbox.cli import console, progress_display
from sandbox.cli.progress_display import StepCount, line_of, update_progress
from sandbox.deploy.progress import CHECK, KEEP, VERB, Step

VPC = Step("all", "create", "aws:ec2/vpc:Vpc mobile")
ROLE = Step("all", CHECK, "aws:iam/role:Role reader")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    written = io.StringIO()
    made = Console(file=written, force_terminal=True, width=120, emoji=False)
    monkeypatch.setattr(console, "progress", made)
    yield written
    made.file.close()


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    monkeypatch.setattr(console, "progress", Console(file=written, width=120, emoji=False))
    return written


def text_of(written: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written.getvalue())


def test_a_terminal_has_a_bar_with_a_count_and_the_current_resources(terminal: io.StringIO) -> None:
    with update_progress("Deploying the estate", verbose=False) as display:
        display.steps.expect(604)
        display.steps.begun(VPC)
        display.steps.ended(VPC)
    text = text_of(terminal)
    assert "1/604" in text
    assert "creating aws:ec2/vpc:Vpc mobile" in text
    assert "all: create" not in text


def test_verbose_prints_a_line_for_each_change(terminal: io.StringIO) -> None:
    with update_progress("Deploying the estate", verbose=True) as display:
        for step in (VPC, ROLE):
            display.steps.begun(step)
            display.steps.ended(step)
    text = text_of(terminal)
    assert "all: create aws:ec2/vpc:Vpc mobile\n" in text
    assert "check aws:iam" not in text


def test_without_a_terminal_there_is_a_line_every_few_seconds(
    pipe: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_display, "SECONDS_BETWEEN_LINES", 0.05)
    with update_progress("Deploying the estate", verbose=False) as display:
        for step in [VPC] * 300:
            display.steps.begun(step)
            display.steps.ended(step)
        while pipe.getvalue().count("300 of 300 resources") < 2:
            pass
    first, *lines = pipe.getvalue().splitlines()
    assert first == "  Deploying the estate"
    assert 2 <= len(lines) < 100
    assert lines[-1].endswith("creating aws:ec2/vpc:Vpc mobile")


def test_the_total_is_the_best_known_estimate() -> None:
    steps = StepCount(lambda _: None)
    assert line_of(steps, "Deploying", 12.3) == "Deploying, 12 s"
    steps.expect(2)
    assert line_of(steps, "Deploying", 1) == "0 of 2 resources, 1 s"
    steps.begun(VPC)
    steps.begun(ROLE)
    assert line_of(steps, "Deploying", 1) == "0 of 2 resources, 1 s, checking aws:iam/role:Role reader"
    steps.expect(604)
    steps.ended(VPC)
    assert (steps.done, steps.total) == (1, 604)


def test_every_verb_of_a_step_has_its_text() -> None:

    assert {*VERB.values(), CHECK, KEEP} == set(progress_display.DOING)
