"""A valid edit of the estate file is deployed in one update, or is refused before the update starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.deploy.account_adoption import EmailTaken
from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.credentials import existing_deployer, running
from sandbox.deploy.preview import preview
from sandbox.deploy.up import up
from sandbox.estate import load
from sandbox.settings import Settings
from tests.edits.edits import FIRST_EDITS, MOVED, RENAMED, RENAMED_BACK, REORDERED, SWAPPED, Edit
from tests.edits.walk import Step, sandbox, walk

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class EditedSandbox:
    """A sandbox that the edits are deployed to."""

    settings: Settings
    steps: tuple[Step, ...]

    def organizations(self) -> Any:
        """Return a client of the management account."""
        estate, engine = load(self.settings.estate), running(self.settings)
        keys = existing_deployer(self.settings, estate, engine)
        return AccountClients(engine, keys, "us-east-1").client("organizations", None, "us-east-1")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditedSandbox]:
    """All edits, deployed one after the other."""
    with sandbox(tmp_path_factory.mktemp("edits") / "own") as settings:
        yield EditedSandbox(settings, tuple(walk(settings, FIRST_EDITS)))


def test_each_edit_is_deployed_in_one_update(edited: EditedSandbox) -> None:
    first, *steps = edited.steps
    assert first.changes["create"] > 300
    done = {step.edit: step.changes for step in steps}
    assert list(done) == [RENAMED, RENAMED_BACK, SWAPPED, MOVED, REORDERED]
    for edit in (RENAMED, RENAMED_BACK, SWAPPED, MOVED):
        assert done[edit]["same"] > 200
        assert set(done[edit]) > {"same", "create", "delete"}
    assert set(done[REORDERED]) == {"same"}


def test_an_account_that_is_removed_and_added_again_is_adopted(edited: EditedSandbox) -> None:
    done = {step.edit: step.changes for step in edited.steps}
    assert done[RENAMED_BACK]["import"] == 1
    accounts = edited.organizations().list_accounts()["Accounts"]
    emails = [account["Email"] for account in accounts]
    assert sorted(emails) == sorted(set(emails))
    # The account with the intermediate name stays in the organization, as any removed department's account.
    assert {account["Name"]: account["Status"] for account in accounts}["office"] == "ACTIVE"


@pytest.mark.parametrize(
    "command", [preview, lambda settings, estate, notify: up(settings, estate, "all", notify)], ids=["preview", "up"]
)
def test_a_new_name_for_a_deployed_email_is_refused_before_the_update(
    edited: EditedSandbox, tmp_path: Path, command: Callable[..., Any]
) -> None:
    file = tmp_path / "estate.yaml"
    renamed = Edit("rename, and keep the email", ((r"\badmin\b", "desk"), (r"aws\+desk@", "aws+admin@")))
    file.write_text(renamed.apply(edited.settings.estate.read_text()))
    with pytest.raises(EmailTaken) as refused:
        command(edited.settings, load(file), lambda _: None)
    assert refused.value.happened.startswith(f"{file}:")
    assert refused.value.happened.endswith(
        "aws+admin@kiosk.example of desk is the email of account admin, which is deployed."
    )
    assert refused.value.next_step == "Keep the name admin, or give desk an email of its own: it is then a new account."
