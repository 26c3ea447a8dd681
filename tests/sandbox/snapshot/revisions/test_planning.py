"""Commits of the default estate's program, planned by the real Pulumi."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sandbox.access import differences
from sandbox.access.diff import AccessChange
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.snapshot import Snapshot
from sandbox.settings import Settings, read
from sandbox.snapshot.errors import RevisionUnplannable, SourceAmbiguous
from sandbox.snapshot.loader import Source, load_source
from tests.repository import CLONE
from tests.sandbox.snapshot.repositories import commit_all, create_repository, git

pytestmark = pytest.mark.pulumi

_OTHER_SETTINGS = """
encryptionsalt: v1:of:another-passphrase
config:
  causeway:token: {secure: v1:of:another-passphrase}
"""
_GUARDRAIL = "accounts/guardrails/deny_leaving.py"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A clone with three commits: the default estate, the same with a weakened guardrail, and a program that fails."""
    root = create_repository(tmp_path_factory.mktemp("commits") / "clone")
    for name in ("accounts", "network"):
        shutil.copytree(CLONE / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Pulumi.yaml", "__main__.py", "estate.yaml"):
        shutil.copy(CLONE / name, root / name)
    (root / "locks").mkdir()
    shutil.copy(CLONE / "locks" / "project.txt", root / "locks" / "project.txt")
    (root / ".gitignore").write_text(".sandbox\nPulumi.*.yaml\n__pycache__\n")
    commit_all(root)
    git(root, "tag", "whole")
    guardrail = root / _GUARDRAIL
    original = guardrail.read_text()
    guardrail.write_text(original.replace('"organizations:LeaveOrganization"', '"none:Nothing"'))
    assert guardrail.read_text() != original
    (root / "locks" / "project.txt").write_text("other==1.0\n")
    (root / "Pulumi.all.yaml").write_text(_OTHER_SETTINGS)
    git(root, "add", "--force", "Pulumi.all.yaml")
    commit_all(root)
    git(root, "tag", "cut")
    commit_all(root, "__main__.py", 'raise RuntimeError("no plan today")\n')
    git(root, "tag", "broken")
    git(root, "checkout", "--quiet", "whole")
    return read({"root": root}, {})


def _load(settings: Settings, name: str) -> tuple[Source, list[str]]:
    messages: list[str] = []
    return load_source(name, settings, messages.append), messages


def test_a_diff_of_two_commits_has_the_line_in_the_older_commit(settings: Settings) -> None:
    (was, first), (now, second) = _load(settings, "whole"), _load(settings, "cut")
    assert any("planning whole" in line for line in first)
    assert any("another locks/project.txt" in line for line in second)
    assert any("Pulumi.all.yaml of the commit: causeway:token is a secret" in line for line in second)
    found = [d for d in differences(was.snapshot, now.snapshot, catalogue().names) if d.change is AccessChange.GAINS]
    assert {action for d in found for action in d.actions} == {"organizations:LeaveOrganization"}
    cause = found[0].causes[0]
    assert cause.origin is not None
    assert (cause.origin.file, cause.sid) == (_GUARDRAIL, "DenyLeavingOrganization")
    assert (
        '"DenyLeavingOrganization"' in (was.program / _GUARDRAIL).read_text().splitlines()[(cause.origin.line or 0) - 1]
    )


def test_the_plan_of_a_commit_is_cached_and_equals_that_of_the_same_working_tree(settings: Settings) -> None:
    _load(settings, "whole")
    again, messages = _load(settings, "git:whole")
    assert messages == []
    assert _shape(again.snapshot) == _shape(load_source("plan", settings).snapshot)


def test_the_clone_is_not_changed(settings: Settings) -> None:
    _load(settings, "cut")
    assert git(settings.root, "status", "--porcelain") == ""
    assert git(settings.root, "describe", "--tags") == "whole"
    assert len(git(settings.root, "worktree", "list").splitlines()) == 1
    revisions = settings.state / "revisions"
    assert {path.name for folder in revisions.iterdir() if folder.is_dir() for path in folder.iterdir()} == {
        "plan.json",
        "program",
    }


def test_a_program_that_fails_is_refused_with_its_error(settings: Settings) -> None:
    with pytest.raises(RevisionUnplannable, match=r"(?s)broken \(\w+\): its program cannot be planned.*no plan today"):
        load_source("broken", settings)


def test_a_commit_without_a_program_is_refused(settings: Settings) -> None:
    git(
        settings.root,
        "tag",
        "--force",
        "bare",
        git(settings.root, "commit-tree", "-m", "x", git(settings.root, "mktree")),
    )
    with pytest.raises(RevisionUnplannable, match=r"holds no Pulumi\.yaml"):
        load_source("bare", settings)


def test_an_ambiguous_name_is_refused(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "whole").mkdir()
    with pytest.raises(SourceAmbiguous, match=r"Write \./whole for the folder, git:whole for the commit\."):
        load_source("whole", settings)


def _shape(snapshot: Snapshot) -> object:
    """Return everything that affects a decision, without the source lines."""
    return json.loads(
        json.dumps(
            [
                {arn: [[p.document for p in c.identity], c.tags] for arn, c in snapshot.callers.items()},
                {arn: r.policy.document if r.policy else None for arn, r in snapshot.resources.items()},
                {name: [[p.document for p in (*n.scps, *n.rcps)], n.parent] for name, n in snapshot.nodes.items()},
            ],
            sort_keys=True,
            default=dict,
        )
    )
