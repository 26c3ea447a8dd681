"""`sandbox` in a person's terminal, and where there is none."""

from __future__ import annotations

import json
import re

import pytest

from tests.journeys.clone import Clone
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.journey

COLOUR = re.compile(r"\x1b\[[0-9;]*[34][0-7][0-9;]*m")
ESCAPE = "\x1b"


def test_ctrl_c_in_a_terminal_ends_in_order_and_no_colour_is_no_colour(broken: Clone) -> None:
    with Terminal(broken, "up", columns=60, NO_COLOR="1") as terminal:
        terminal.until(": create ", 40)
        terminal.type("\x03")
        status, said = terminal.end()
    assert status == 130
    assert "Stopped before the estate was whole." in said
    assert "Traceback" not in said
    assert not COLOUR.search(said)

    with Terminal(broken, "up", columns=60) as terminal:
        status, said = terminal.end()
    assert status == 0, said[-3000:]
    assert "building anew" not in said
    assert COLOUR.search(said)
    assert all(account["id"] in said for account in broken.status()["accounts"].values())


def test_what_is_read_by_a_program_is_json_alone(broken: Clone) -> None:
    planned = broken.sandbox("preview", "--json")
    assert set(json.loads(planned.stdout)) >= {"steps"}
    up = broken.sandbox("up", "--json")
    assert set(json.loads(up.stdout)) == {"endpoint", "changes", "estate"}
    assert ": create " in up.stderr
    for done in (planned, up, broken.sandbox("status"), broken.sandbox("preview"), broken.sandbox("doctor")):
        assert done.returncode == 0, done.stderr
        assert ESCAPE not in done.stdout + done.stderr
    variables = broken.sandbox("env", "--account", "network")
    assert variables.stderr == ""
    assert all(re.match(r"(export \w+=|unset \w+$)", line) for line in variables.stdout.splitlines())
    closed = broken.run("sh", "-c", f"{broken.executable} status --json | head -c 1; {broken.executable} env | true")
    assert (closed.stdout, closed.stderr) == ("{", "")


def test_a_persons_own_aws_settings_and_proxies_have_no_say(broken: Clone) -> None:
    home = broken.root.parent / "home"
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text("[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:9\n")
    theirs = {
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
        broken.well("up", **theirs)
        assert set(json.loads(broken.well("status", "--json", **theirs))["accounts"]) > {"network", "mobile"}
        assert set(json.loads(broken.well("up", "--json", **theirs))["changes"]) == {"same"}
        assert "export AWS_ACCESS_KEY_ID=" in broken.well("env", "--account", "mobile", **theirs)
        broken.well("down", **theirs)
    finally:
        (home / ".aws" / "config").unlink()
        (home / ".aws").rmdir()
