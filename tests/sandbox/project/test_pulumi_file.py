"""Pulumi's own project file, and the settings files of its stacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.project import NoProgram, ProjectInvalid, pulumi_file


def program(folder: Path, text: str, name: str = "Pulumi.yaml") -> Path:
    (folder / name).write_text(f"name: shop\nruntime: python\n{text}")
    return folder


@pytest.mark.parametrize(
    ("text", "name", "settings"),
    [
        ("", "Pulumi.yaml", "Pulumi.dev.yaml"),
        ("", "Pulumi.yml", "Pulumi.dev.yml"),
        ("stackConfigDir: stacks\n", "Pulumi.yaml", "stacks/Pulumi.dev.yaml"),
        ("config: stacks\n", "Pulumi.yaml", "stacks/Pulumi.dev.yaml"),
        ("config: {shop:owner: ann}\n", "Pulumi.yaml", "Pulumi.dev.yaml"),
    ],
)
def test_stack_settings_are_in_the_folder_that_the_file_names(
    tmp_path: Path, text: str, name: str, settings: str
) -> None:
    assert pulumi_file.stack_settings(program(tmp_path, text, name), "dev") == tmp_path / settings


@pytest.mark.parametrize("name", ["Pulumi.dev.yaml", "Pulumi.dev.yml", "Pulumi.a.b.yaml"])
def test_a_stack_settings_file_is_known_by_its_name(name: str) -> None:
    assert pulumi_file.is_stack_settings(name)


@pytest.mark.parametrize("name", ["Pulumi.yaml", "Pulumi.yml", "PulumiPolicy.yaml", "pulumi.dev.yaml"])
def test_other_files_are_no_stack_settings(name: str) -> None:
    assert not pulumi_file.is_stack_settings(name)


def test_the_environment_and_the_entry_are_those_that_the_file_names(tmp_path: Path) -> None:
    assert pulumi_file.virtualenv(program(tmp_path, "")) is None
    assert pulumi_file.entry(tmp_path) == tmp_path
    runtime = "runtime: {name: python, options: {virtualenv: v}}"
    (tmp_path / "Pulumi.yaml").write_text(f"name: shop\nmain: infra\n{runtime}\n")
    assert pulumi_file.virtualenv(tmp_path) == tmp_path / "v"
    assert pulumi_file.entry(tmp_path) == tmp_path / "infra"


def test_without_the_file_there_is_no_program(tmp_path: Path) -> None:
    with pytest.raises(NoProgram):
        pulumi_file.stack_settings(tmp_path, "dev")


def test_a_file_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: [")
    with pytest.raises(ProjectInvalid, match="not YAML"):
        pulumi_file.project_name(tmp_path)
