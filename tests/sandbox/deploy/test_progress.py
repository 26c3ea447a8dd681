"""From Pulumi's events to steps, counts and a log file."""

from __future__ import annotations

from pathlib import Path

from pulumi.automation import EngineEvent

from sandbox.deploy.progress import CHECK, KEEP, Progress, Step, StepLog, kept

URN = "urn:pulumi:all::shop::aws:ec2/vpc:Vpc::mobile"
STACK_URN = "urn:pulumi:all::shop::pulumi:pulumi:Stack::shop-all"


def event(kind: str, op: str, urn: str, **new: object) -> EngineEvent:
    metadata = {"op": op, "urn": urn, "type": urn.split("::")[2], "provider": ""}
    if new:
        metadata["new"] = {"type": "", "urn": urn, "id": "", "parent": "", "provider": "", "inputs": {}, **new}  # type: ignore[assignment]
    return EngineEvent.from_json({"sequence": 0, "timestamp": 0, kind: {"metadata": metadata, "planning": False}})


class Recorded:
    def __init__(self) -> None:
        self.steps: list[tuple[str, Step]] = []

    def expect(self, resources: int) -> None:
        raise AssertionError(resources)

    def begun(self, step: Step) -> None:
        self.steps.append(("begun", step))

    def ended(self, step: Step) -> None:
        self.steps.append(("ended", step))


def test_every_resource_is_a_step_and_the_stack_is_not() -> None:
    recorded = Recorded()
    progress = Progress("all", print, (recorded,))
    for kind, op, urn in (
        ("resourcePreEvent", "create", STACK_URN),
        ("resourcePreEvent", "create", URN),
        ("resOutputsEvent", "create", URN),
        ("resOutputsEvent", "same", f"{URN}-2"),
    ):
        progress(event(kind, op, urn))
    vpc = "aws:ec2/vpc:Vpc mobile"
    assert recorded.steps == [
        ("begun", Step("all", "create", vpc)),
        ("ended", Step("all", "create", vpc)),
        ("ended", Step("all", CHECK, f"{vpc}-2")),
    ]
    assert progress.changes == {"create": 1, "same": 1}


def test_the_log_file_has_a_line_for_each_change(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "up.log"
    log = StepLog(path)
    log.expect(2)
    log.begun(Step("all", "create", "aws:ec2/vpc:Vpc mobile"))
    log.ended(Step("all", "create", "aws:ec2/vpc:Vpc mobile"))
    log.ended(Step("all", CHECK, "aws:ec2/vpc:Vpc data"))
    (line,) = path.read_text().splitlines()
    assert line.endswith(" all: create aws:ec2/vpc:Vpc mobile")
    StepLog(path)
    assert path.read_text() == ""


def test_a_resource_that_is_retained_on_delete_is_reported_as_kept() -> None:
    account = "urn:pulumi:all::shop::aws:organizations/account:Account::mobile"
    recorded = Recorded()
    progress = Progress("all", print, (recorded,))
    state = {"type": "", "urn": account, "id": "1", "parent": "", "provider": "", "inputs": {}}
    for retained in (True, False):
        metadata = {
            "op": "delete",
            "urn": account,
            "type": "",
            "provider": "",
            "old": {**state, "retainOnDelete": retained},
        }
        ended = {"sequence": 0, "timestamp": 0, "resOutputsEvent": {"metadata": metadata, "planning": False}}
        progress(EngineEvent.from_json(ended))
    assert progress.changes == {KEEP: 1, "delete": 1}
    assert [step.verb for _, step in recorded.steps] == [KEEP, "delete"]
    assert kept({"op": "delete", "oldState": {"retainOnDelete": True}})
    assert not kept({"op": "delete", "oldState": {}})
    assert not kept({"op": "update", "oldState": {"retainOnDelete": True}})
