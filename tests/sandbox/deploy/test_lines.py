"""The lines of a running sandbox: listed, cut and restored."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.deploy import datacentre, lines
from sandbox.deploy.errors import AmbiguousLine, DataCentreRefused, NotRunning, UnknownName
from sandbox.engine import Engine, token
from sandbox.settings import Settings
from tests.conftest import sandbox_at
from tests.sandbox.datacentre.http_client import line, put, router_side


def test_without_a_sandbox_there_are_no_lines(tmp_path: Path) -> None:
    settings = replace(sandbox_at(tmp_path), engine="attach", endpoint="http://127.0.0.1:9")
    assert lines.cut_lines(None) == []
    with pytest.raises(NotRunning):
        lines.lines(settings)
    with pytest.raises(NotRunning):
        lines.change(settings, "line-east", down=True)


def test_an_unreachable_engine_has_no_lines_and_refuses_changes() -> None:
    assert datacentre.lines("http://127.0.0.1:9", None) is None
    with pytest.raises(DataCentreRefused):
        datacentre.change_line("http://127.0.0.1:9", None, "line-east", {"down": True})


@pytest.fixture
def attached(engine: Engine, tmp_path: Path) -> Settings:
    """Settings of a project that is attached to the session's engine."""
    made = replace(sandbox_at(tmp_path), engine="attach", endpoint=engine.endpoint)
    token.write(made, str(engine.token))
    return made


@pytest.mark.engine
def test_a_line_is_cut_listed_and_restored(engine: Engine, attached: Settings) -> None:
    name = f"line-{secrets.token_hex(4)}"
    wanted = {"asn": 65010, "prefixes": [], "lines": [line(name, legacy=router_side(101, 64600))]}
    put(engine, wanted)

    def found() -> lines.LineState:
        return next(it for it in lines.lines(attached) if it.name == name)

    before = found()
    assert (before.state, before.connection, before.sessions) == ("waiting", None, {"legacy": "down"})
    done = lines.change(attached, name, down=True, reason="an excavator")
    assert (done.state, done.reason) == ("down", "an excavator")
    put(engine, wanted)  # as `sandbox up` does
    assert found() == done
    (note,) = lines.note([it for it in lines.cut_lines(engine) if it.name == name])
    assert note.startswith(f"Line {name} (EqDC2) is down since 20")
    assert note.endswith(f" UTC: an excavator. It stays down; `sandbox line up {name}` restores it.")
    assert lines.change(attached, name, down=False) == before
    assert name not in {it.name for it in lines.cut_lines(engine)}


@pytest.mark.engine
def test_an_unknown_or_ambiguous_line_is_refused(engine: Engine, attached: Settings) -> None:
    name = f"line-{secrets.token_hex(4)}"
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name), line(name) | {"location": "CSVA1"}]})
    with pytest.raises(UnknownName) as unknown:
        lines.change(attached, f"{name}x", down=True)
    assert str(unknown.value).startswith(f"No line '{name}x'.")
    assert f"Similar: {name}" in unknown.value.next_step
    with pytest.raises(AmbiguousLine) as ambiguous:
        lines.change(attached, name, down=True)
    assert ambiguous.value.next_step == f"Name one of {name}@EqDC2, {name}@CSVA1."
    assert lines.change(attached, f"{name}@CSVA1", down=True).location == "CSVA1"
    with pytest.raises(DataCentreRefused, match="1 to 200"):
        lines.change(attached, f"{name}@CSVA1", down=True, reason="x" * 201)
