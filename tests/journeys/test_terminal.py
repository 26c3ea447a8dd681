"""`sandbox` in a terminal, and without one."""

from __future__ import annotations

import json
import re

import pytest

from tests.journeys.clone import Clone
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.journey

COLOUR = re.compile(r"\x1b\[[0-9;]*[34][0-7][0-9;]*m")
ESCAPE = "\x1b"


def test_ctrl_c_in_a_terminal_stops_in_order_and_no_color_is_respected(empty: Clone) -> None:
    with Terminal(empty, "up", "--verbose", columns=60, NO_COLOR="1") as terminal:
        terminal.until(": create ", 40)
        terminal.type("\x03")
        status, output = terminal.end()
    assert status == 130
    assert "Stopped before the estate was complete." in output
    assert "Traceback" not in output
    assert not COLOUR.search(output)

    with Terminal(empty, "up", columns=60) as terminal:
        status, output = terminal.end()
    assert status == 0, output[-3000:]
    assert "rebuilding the estate" not in output
    assert COLOUR.search(output)
    assert re.search(r"\d+/\d+", output), "no bar with a count"
    assert ": create " not in output, "single resources are for --verbose"
    assert all(account["id"] in output for account in empty.status()["accounts"].values())


def test_output_for_a_program_is_only_json(empty: Clone) -> None:
    planned = empty.sandbox("preview", "--json")
    assert set(json.loads(planned.stdout)) >= {"steps"}
    up = empty.sandbox("up", "--json")
    assert set(json.loads(up.stdout)) == {"endpoint", "changes", "cut_lines", "estate"}
    assert ": create " not in up.stderr
    assert " resources, " in up.stderr
    steps = (empty.root / ".sandbox" / "logs" / "up.log").read_text()
    assert steps.count(": create ") > 100
    for done in (planned, up, empty.sandbox("status"), empty.sandbox("preview"), empty.sandbox("doctor")):
        assert done.returncode == 0, done.stderr
        assert ESCAPE not in done.stdout + done.stderr
    variables = empty.sandbox("env", "--account", "network")
    assert variables.stderr == ""
    assert all(re.match(r"(export \w+=|unset \w+$)", line) for line in variables.stdout.splitlines())
    closed = empty.run("sh", "-c", f"{empty.executable} status --json | head -c 1; {empty.executable} env | true")
    assert (closed.stdout, closed.stderr) == ("{", "")


def test_the_users_own_aws_settings_and_proxies_have_no_effect(empty: Clone) -> None:
    home = empty.root.parent / "home"
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text("[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\n")
    user_settings = {
        "AWS_PROFILE": "of-a-bank",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SESSION_TOKEN": "theirs",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "PULUMI_BACKEND_URL": "file:///nowhere",
        "PULUMI_STACK": "theirs",
    }
    try:
        empty.output_of("up", **user_settings)
        assert set(json.loads(empty.output_of("status", "--json", **user_settings))["accounts"]) > {"network", "mobile"}
        assert set(json.loads(empty.output_of("up", "--json", **user_settings))["changes"]) == {"same"}
        assert "export AWS_ACCESS_KEY_ID=" in empty.output_of("env", "--account", "mobile", **user_settings)
        empty.output_of("down", **user_settings)
    finally:
        (home / ".aws" / "config").unlink()
        (home / ".aws").rmdir()
