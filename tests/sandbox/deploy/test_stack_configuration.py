"""The configuration that stacks get."""

from __future__ import annotations

from pathlib import Path

from sandbox.deploy.stack_configuration import configuration, kept_configuration
from sandbox.project import Project
from sandbox.settings import Settings

KEYS = {"line-east": {"legacy": "secret", "transit": "secret"}}


def settings(root: Path, estate: Path | None) -> Settings:
    return Settings(Project(root, estate, root), "host", None, None, root / "cache")


def test_an_estates_program_gets_the_file_the_layer_and_the_bgp_keys(tmp_path: Path) -> None:
    file = tmp_path / "company.yaml"
    found = configuration(settings(tmp_path, file), KEYS, "all")
    assert found.plain["causeway:estate"] == str(file)
    assert found.plain["causeway:layer"] == "all"
    assert list(found.secret) == ["causeway:bgpKeys"]
    assert "causeway:layer" not in configuration(settings(tmp_path, file), KEYS, "split").plain


def test_without_an_estate_file_no_configuration_stays_in_the_stack_settings(tmp_path: Path) -> None:
    assert kept_configuration(settings(tmp_path, None), KEYS, "all").arguments() == []
    estate = settings(tmp_path, tmp_path / "company.yaml")
    assert kept_configuration(estate, KEYS, "all") == configuration(estate, KEYS, "all")
