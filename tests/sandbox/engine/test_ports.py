from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from sandbox.engine import ports
from sandbox.engine.errors import PortTaken
from sandbox.project import Project
from sandbox.settings import Settings
from tests.repository import CLONE


def settings_with_port(root: Path, port: int | None) -> Settings:
    return Settings(Project(root, CLONE / "estate.yaml"), "host", None, port, root / "cache")


def test_a_requested_port_that_is_free_is_used(tmp_path: Path) -> None:
    port = ports.any_free()

    assert ports.choose(settings_with_port(tmp_path, port)) == port


def test_a_requested_port_in_use_is_refused_with_its_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortTaken) as refused:
            ports.choose(settings_with_port(tmp_path, port))

    assert refused.value.port == port
    assert refused.value.holder is not None
    assert f"({os.getpid()})" in refused.value.holder
    assert "--port" in refused.value.next_step


def test_a_clone_keeps_its_port(tmp_path: Path) -> None:
    (tmp_path / ".sandbox").mkdir()
    (tmp_path / ".sandbox" / "port").write_text(str(ports.any_free()))

    first = ports.choose(settings_with_port(tmp_path, None))

    assert ports.choose(settings_with_port(tmp_path, None)) == first


def test_a_recorded_port_in_use_is_replaced(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        (tmp_path / ".sandbox").mkdir()
        (tmp_path / ".sandbox" / "port").write_text(str(taken.getsockname()[1]))

        chosen = ports.choose(settings_with_port(tmp_path, None))

        assert chosen != taken.getsockname()[1]
        assert ports.free(chosen)


def test_a_free_port_has_no_process() -> None:
    assert ports.holder(ports.any_free()) is None
