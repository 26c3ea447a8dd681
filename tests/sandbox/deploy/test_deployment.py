"""The record of a deployment, and the estate that commands refer to."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from sandbox.deploy import deployment
from sandbox.deploy.deployment import Deployment
from sandbox.deploy.errors import DeployedFileMissing, NothingDeployed, OtherEstate, StateDamaged
from sandbox.estate import load
from tests.repository import CLONE
from tests.sandbox.deploy import records
from tests.sandbox.deploy.records import RUNNING

SMALL = CLONE / "tests" / "estates" / "small.yaml"

RECORD = replace(records.RECORD, form="split", stacks=("organization", "network"), complete=False)


def deployed(state: Path, file: Path) -> Deployment:
    state.mkdir(exist_ok=True)
    made = replace(RECORD, estate=str(file), estate_digest=deployment.save_estate(state, file))
    deployment.save(state, made)
    return made


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    deployment.save(tmp_path, RECORD)
    assert deployment.load(tmp_path) == RECORD


def test_without_a_record_there_is_no_deployment(tmp_path: Path) -> None:
    assert deployment.load(tmp_path) is None


WITHOUT_STACKS = json.dumps({key: value for key, value in asdict(RECORD).items() if key != "stacks"})


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", '{"schema": 2}', '{"schema": 99}', '{"instance": "x"}', WITHOUT_STACKS, "\x00"]
)
def test_a_damaged_record_is_named_with_the_next_step(tmp_path: Path, text: str) -> None:
    deployment.path(tmp_path).write_text(text)
    with pytest.raises(StateDamaged) as refused:
        deployment.in_engine(tmp_path, RUNNING)
    assert str(deployment.path(tmp_path)) in refused.value.happened
    assert "`sandbox up`" in refused.value.next_step


def test_a_deployment_into_another_engine_is_not_found(tmp_path: Path) -> None:
    deployment.save(tmp_path, RECORD)
    assert deployment.in_engine(tmp_path, RUNNING) == RECORD
    assert deployment.in_engine(tmp_path, replace(RUNNING, instance="life-2")) is None
    assert deployment.in_engine(tmp_path, None) is None


def test_the_deployed_estate_does_not_change_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(SMALL.read_text())
    made = deployed(tmp_path / "state", file)
    file.write_text(SMALL.read_text().replace("name: kiosk", "name: corner"))
    assert deployment.deployed_estate(tmp_path / "state", made).name == "kiosk"
    assert load(deployment.deployed_file(tmp_path / "state", made)).name == "corner"


def test_a_deployed_estate_that_was_edited_or_lost_is_named(tmp_path: Path) -> None:
    made = deployed(tmp_path, SMALL)
    copy = deployment.estate_copy(tmp_path)
    copy.write_text(copy.read_text() + "\n")
    with pytest.raises(StateDamaged, match=str(copy)):
        deployment.deployed_estate(tmp_path, made)
    copy.unlink()
    with pytest.raises(StateDamaged, match=str(copy)):
        deployment.deployed_estate(tmp_path, made)


def test_a_deployed_file_that_was_removed_is_named_with_its_copy(tmp_path: Path) -> None:
    made = deployed(tmp_path, SMALL)
    with pytest.raises(DeployedFileMissing, match=str(deployment.estate_copy(tmp_path))):
        deployment.deployed_file(tmp_path, replace(made, estate=str(tmp_path / "gone.yaml")))


def test_a_deployed_file_inside_the_project_is_found_after_the_project_was_moved(tmp_path: Path) -> None:
    project = tmp_path / "moved"
    project.mkdir()
    (project / "shop.yaml").write_text(SMALL.read_text())
    made = replace(RECORD, estate="shop.yaml")
    assert deployment.deployed_file(project / ".sandbox", made) == project / "shop.yaml"


def test_a_command_uses_the_deployed_estate_unless_another_is_named(tmp_path: Path) -> None:
    made = deployed(tmp_path, SMALL)
    assert deployment.estate_in_engine(tmp_path, RUNNING, None)[0] == made
    assert deployment.estate_in_engine(tmp_path, RUNNING, None)[1].name == "kiosk"
    named = load(SMALL)
    assert deployment.estate_in_engine(tmp_path, RUNNING, named)[1] is named


def test_a_named_estate_of_another_organization_is_refused(tmp_path: Path) -> None:
    deployed(tmp_path, SMALL)
    with pytest.raises(OtherEstate, match=r"aws@kiosk\.example.*aws@gilt\.example"):
        deployment.estate_in_engine(tmp_path, RUNNING, load(CLONE / "estate.yaml"))


def test_an_engine_without_a_deployment_of_this_project_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingDeployed, match="4566"):
        deployment.estate_in_engine(tmp_path, RUNNING, None)
