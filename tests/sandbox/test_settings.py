"""Settings: flags override the environment, which overrides the file; unknown keys are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import settings
from sandbox.project import ProjectInvalid
from sandbox.settings import SettingsInvalid


def test_the_default_is_the_project_with_an_engine_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text("")
    found = settings.read({"root": tmp_path}, {"HOME": "/home/ada"})
    assert found.estate == tmp_path / "estate.yaml"
    assert found.state == tmp_path / ".sandbox"
    assert (found.engine, found.endpoint, found.port) == ("host", None, None)
    assert found.cache == Path("/home/ada/.cache/causeway")


def test_a_flag_overrides_the_environment_which_overrides_the_file(tmp_path: Path) -> None:
    (tmp_path / "sandbox.toml").write_text("port = 1111\n")
    environment = {"CAUSEWAY_PORT": "2222"}
    assert settings.read({"root": tmp_path}, {}).port == 1111
    assert settings.read({"root": tmp_path}, environment).port == 2222
    assert settings.read({"root": tmp_path, "port": 3333}, environment).port == 3333


def test_signatures_are_enforced_and_account_ids_are_keys_by_default(tmp_path: Path) -> None:
    found = settings.read({"root": tmp_path}, {})
    assert (found.enforcement, found.account_id_keys) == ("enforce", True)
    (tmp_path / "sandbox.toml").write_text('enforcement = "audit"\naccount_id_keys = false\n')
    found = settings.read({"root": tmp_path}, {})
    assert (found.enforcement, found.account_id_keys) == ("audit", False)
    environment = {"CAUSEWAY_ENFORCEMENT": "off", "CAUSEWAY_ACCOUNT_ID_KEYS": "true"}
    found = settings.read({"root": tmp_path}, environment)
    assert (found.enforcement, found.account_id_keys) == ("off", True)
    assert settings.read({"root": tmp_path, "account_id_keys": False}, environment).account_id_keys is False


def test_a_flag_that_is_not_given_leaves_the_environments_value(tmp_path: Path) -> None:
    assert settings.read({"root": tmp_path, "port": None}, {"CAUSEWAY_PORT": "2222"}).port == 2222


def test_a_path_in_the_file_is_relative_to_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sandbox.toml").write_text('estate = "estates/small.yaml"\n')
    monkeypatch.chdir("/")
    assert settings.read({"root": tmp_path}, {}).estate == tmp_path / "estates" / "small.yaml"


def test_a_path_in_a_flag_is_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings.read({"estate": "mine.yaml"}, {}).estate == tmp_path / "mine.yaml"


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:4566", "https://localhost:443", "http://[::1]:4566"])
def test_an_endpoint_means_attach(tmp_path: Path, endpoint: str) -> None:
    found = settings.read({"root": tmp_path, "endpoint": f"{endpoint}/"}, {})
    assert (found.engine, found.endpoint) == ("attach", endpoint)


@pytest.mark.parametrize(
    ("flags", "environment", "file", "message"),
    [
        ({}, {"CAUSEWAY_PROT": "1"}, "", "no setting CAUSEWAY_PROT. Similar: .*CAUSEWAY_PORT"),
        ({}, {}, "prot = 1", "no setting 'prot'"),
        ({}, {}, "= 1", "not TOML"),
        ({}, {}, 'root = "/"', "cannot move it"),
        ({"port": 0}, {}, "", "0 is not a port"),
        (
            {"enforcement": "on"},
            {},
            "",
            "--enforcement: no mode 'on' of enforcement. .*Modes are enforce, audit and off",
        ),
        ({}, {}, 'account_id_keys = "no"', "'no' is neither true nor false. .*Write true or false"),
        ({}, {"CAUSEWAY_ACCOUNT_ID_KEYS": ""}, "", "CAUSEWAY_ACCOUNT_ID_KEYS: '' is neither"),
        ({"port": 65536}, {}, "", "65536 is not a port"),
        ({}, {"CAUSEWAY_PORT": "http"}, "", "'http' is not a port"),
        ({"engine": "podman"}, {}, "", "no engine form 'podman'"),
        ({"engine": "attach"}, {}, "", "attach needs an endpoint"),
        ({"engine": "host", "endpoint": "http://127.0.0.1:1"}, {}, "", "host takes no endpoint"),
        ({"endpoint": "localhost:4566"}, {}, "", "is not a URL"),
        ({"endpoint": "http://"}, {}, "", "is not a URL"),
        ({"endpoint": "http://127.0.0.1:port"}, {}, "", "is not a URL"),
        ({"endpoint": "http://[::1"}, {}, "", "is not a URL"),
        ({"endpoint": "https://ec2.us-east-1.amazonaws.com"}, {}, "", "is not on this machine"),
        ({"endpoint": "http://192.0.2.1:4566"}, {}, "", "is not on this machine"),
        ({"endpoint": "http://localhost.example:4566"}, {}, "", "is not on this machine"),
        ({"endpoint": "http://127.0.0.1:4566@example.com"}, {}, "", "is more than scheme, host and port"),
        ({"endpoint": "http://127.0.0.1:4566/aws?x=1"}, {}, "", "is more than scheme, host and port"),
        ({}, {"CAUSEWAY_ENDPOINT": "http://0.0.0.0:4566"}, "", "CAUSEWAY_ENDPOINT: .* is not on this machine"),
    ],
)
def test_an_invalid_setting_is_refused_with_its_source(
    tmp_path: Path, flags: dict[str, object], environment: dict[str, str], file: str, message: str
) -> None:
    (tmp_path / "sandbox.toml").write_text(file)
    with pytest.raises((SettingsInvalid, ProjectInvalid), match=message):
        settings.read({"root": tmp_path, **flags}, environment)


def test_the_project_is_the_one_around_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sandbox.toml").write_text("port = 1111\n")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    found = settings.read({}, {})
    assert (found.root, found.port) == (tmp_path, 1111)


def test_a_cache_in_the_file_is_relative_to_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sandbox.toml").write_text('cache = "cache"\n')
    monkeypatch.chdir("/")
    assert settings.read({"root": tmp_path}, {}).cache == tmp_path / "cache"
