from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.origin import Origin
from sandbox.snapshot.source_map import Program

_JOBS = """import pulumi
import pulumi_aws as aws


class Jobs(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("causeway:accounts:Jobs", name, None, opts)
        for job in ("reader", "deployer"):
            aws.iam.Role(f"{name}-{job}")
            aws.iam.RolePolicy(f"{name}-{job}-own", role=job)
            aws.iam.RolePolicy(f"{name}-{job}-elsewhere", role=job)
        first = aws.sns.Topic(name)
        second = aws.sns.Topic(name)


def draw(name):
    Jobs(f"{name}-jobs")
    aws.Provider("management")
    aws.iam.Role(
        "break-glass",
    )
"""
_PREFIX = "urn:pulumi:all::causeway::"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "jobs.py").write_text(_JOBS)
    return Program(tmp_path)


def _lines(program: Program, urn: str) -> list[int | None]:
    found = program.frames(f"{_PREFIX}{urn}")
    assert {origin.file for origin in found} <= {"accounts/jobs.py"}
    return [origin.line for origin in found]


def test_a_resource_of_a_component_is_located_in_its_class_and_at_the_component(program: Program) -> None:
    assert _lines(program, "causeway:accounts:Jobs$aws:iam/role:Role::mobile-reader") == [9, 17]


def test_a_resource_outside_of_components_is_located_at_the_call_with_its_name(program: Program) -> None:
    assert _lines(program, "aws:iam/role:Role::break-glass") == [19]


def test_the_name_distinguishes_two_calls(program: Program) -> None:
    kind = "causeway:accounts:Jobs$aws:iam/rolePolicy:RolePolicy"
    assert _lines(program, f"{kind}::mobile-reader-own") == [10, 17]
    assert _lines(program, f"{kind}::mobile-reader-elsewhere") == [11, 17]


def test_components_and_providers_are_located_at_their_calls(program: Program) -> None:
    assert program.frames(f"{_PREFIX}causeway:accounts:Jobs::mobile-jobs") == (Origin("accounts/jobs.py", 17),)
    assert _lines(program, "pulumi:providers:aws::management") == [18]


@pytest.mark.parametrize(
    "urn",
    [
        "causeway:accounts:Jobs$aws:sns/topic:Topic::mobile",
        "aws:s3/bucket:Bucket::records",
        "causeway:accounts:Jobs$aws:iam/rolePolicy:RolePolicy::mobile-other",
        "no urn",
    ],
)
def test_a_resource_with_several_matching_calls_or_none_has_no_line(program: Program, urn: str) -> None:
    assert program.frames(f"{_PREFIX}{urn}") == ()
