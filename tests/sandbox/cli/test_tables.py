"""Tables on terminals of any width: no id or name is cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from sandbox.cli import tables
from sandbox.deploy.inventory import Account, Inventory, Line, Vpc
from sandbox.deploy.lines import LineState
from sandbox.deploy.up import Up
from sandbox.estate import load
from sandbox.package_data import bare_estate
from tests.repository import CLONE

type Shown = Callable[[], str]

ACCOUNT = "123456789012"
STATUS: dict[str, Any] = {
    "endpoint": "http://127.0.0.1:4566",
    "ended": None,
    "enforcement": None,
    "deployed": True,
    "accounts": {},
    "lines": [],
    "stacks": {},
}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/OrganizationAccountAccessRole"


def cells(text: str) -> str:
    """Return the table's text without lines, spaces and breaks."""
    return re.sub(r"[\s│┃]", "", text)


def test_status_is_shown_without_cuts(shown: Shown) -> None:
    tables.show_status(
        {
            "endpoint": "http://127.0.0.1:4566",
            "engine": {"version": "4.14.0", "healthy": True, "rss_mb": 300, "form": "host"},
            "enforcement": {"mode": "audit", "account_id_keys": False},
            "accounts": {"personalisation": {"id": ACCOUNT, "role_arn": ROLE}},
            "ended": None,
            "deployed": True,
            "estate": "estate.yaml",
            "lines": [],
            "stacks": {"all": {"resources": 600, "last_update": "2026-01-01T00:00:00Z"}},
        }
    )
    assert ACCOUNT in shown()
    assert "…" not in shown()
    text = " ".join(shown().split())
    assert "Enforcement: audit: calls that AWS would refuse are logged, not refused." in text
    assert "Account ids as access keys: refused." in text


def test_a_deployed_estate_is_shown_without_cuts(shown: Shown) -> None:
    account = Account("personalisation", ACCOUNT, ROLE, Vpc("vpc-0123456789abcdef0", "10.35.0.0/16"))
    line = Line("line-east", "dxcon-fg123456", "EqDC2", "10Gbps")
    done = Up("http://127.0.0.1:4566", {"create": 1}, Inventory((account,), (line,)))
    tables.show_deployed("gilt", load(CLONE / "estate.yaml"), done, 1.0)
    assert ACCOUNT in shown()
    assert "…" not in shown()
    assert "1 create, 0 unchanged" in " ".join(shown().split())


def test_a_program_without_an_estate_has_no_empty_section_and_no_command_for_an_account_it_lacks(shown: Shown) -> None:
    done = Up("http://127.0.0.1:4566", {"create": 3}, Inventory((Account("management", ACCOUNT, None, None),), ()))
    tables.show_deployed("shop", load(bare_estate()), done, 1.0)
    text = " ".join(shown().split())
    assert "shop: 1 account " in text
    assert ACCOUNT in text
    for absent in ("Direct Connect", "VPC", "range", "sandbox shell"):
        assert absent not in text
    assert "sandbox down" in text


def test_a_shell_is_offered_in_a_deployed_department(shown: Shown) -> None:
    members = tuple(Account(name, ACCOUNT, ROLE, None) for name in ("network", "mobile"))
    tables.show_deployed("gilt", load(CLONE / "estate.yaml"), Up("http://127.0.0.1:1", {}, Inventory(members, ())), 1.0)
    assert "sandbox shell --account mobile --role reader" in shown()


def test_the_status_of_a_program_without_an_estate_names_no_file_of_the_package(shown: Shown) -> None:
    tables.show_status(
        {
            "endpoint": "http://127.0.0.1:4566",
            "engine": {"version": "4.14.0", "healthy": True, "rss_mb": 300, "form": "host"},
            "enforcement": {"mode": "enforce", "account_id_keys": True},
            "accounts": {"management": {"id": ACCOUNT, "role_arn": None}},
            "ended": None,
            "deployed": True,
            "estate": None,
            "lines": [],
            "stacks": {"all": {"resources": 3, "last_update": "2026-11-30T11:39:27.634244154Z"}},
        }
    )
    text = " ".join(shown().split())
    assert "Estate: none: the program has a management account of its own" in text
    assert "entry" not in text
    assert "yaml" not in text
    assert "634244154" not in text
    assert "2026-11-30" in text


def test_a_status_without_stacks_has_no_empty_table(shown: Shown) -> None:
    engine = {"version": "4.14.0", "healthy": True, "rss_mb": 300, "form": "host"}
    tables.show_status({**STATUS, "engine": engine, "estate": "estate.yaml"})
    assert shown().splitlines()[-1] == "Estate: estate.yaml"


def test_an_engine_that_runs_elsewhere_is_shown_with_its_form_and_not_its_memory(shown: Shown) -> None:
    engine = {"version": "4.14.0", "healthy": True, "rss_mb": 0, "form": "attach"}
    tables.show_status({**STATUS, "engine": engine, "estate": "e.yaml"})
    assert "attached" in shown()
    assert "0 MB" not in shown()


def test_a_plan_is_one_line_for_each_resource_and_the_counts(shown: Shown) -> None:
    urn = "urn:pulumi:all::causeway::network:Hub$aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation::"
    steps = [{"op": "create", "urn": f"{urn}{name}"} for name in ("one[x]", "two")] + [{"op": "same", "urn": urn}]
    tables.show_plans({"all": {"steps": steps, "changeSummary": {"create": 2, "same": 604}}})
    *lines, last = shown().splitlines()
    assert lines == [
        f"+ aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation {name}" for name in ("one[x]", "two")
    ]
    assert last == "2 create, 604 same. Nothing was changed."


def test_an_account_that_stays_in_the_organization_is_shown_as_kept(shown: Shown) -> None:
    urn = "urn:pulumi:all::causeway::aws:organizations/account:Account::mobile"
    steps = [
        {"op": "delete", "urn": urn, "oldState": {"retainOnDelete": True}},
        {"op": "delete", "urn": urn.replace("mobile", "boundary"), "oldState": {}},
    ]
    tables.show_plans({"all": {"changeSummary": {"delete": 2, "same": 5}, "steps": steps}})
    text = " ".join(shown().split())
    assert "keep aws:organizations/account:Account mobile" in text
    assert "- aws:organizations/account:Account boundary" in text
    assert "1 delete, 1 keep, 5 same." in text


def test_an_engine_that_ended_is_reported_with_its_cause_and_the_next_command(shown: Shown) -> None:
    ended = {"endpoint": "http://127.0.0.1:4566", "cause": "killed [9]", "log": "/s/logs/engine.log", "last_lines": ""}
    tables.show_status({**STATUS, "endpoint": None, "engine": None, "estate": None, "ended": ended})
    (line,) = shown().splitlines()
    assert line.startswith("The engine at http://127.0.0.1:4566 ended without `sandbox down`: killed [9]. Its log: ")
    assert line.endswith("/s/logs/engine.log. `sandbox up` rebuilds the estate.")


def test_a_row_is_one_line_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    long = "x" * 300
    tables.show_rows(("account", "entry role"), [("mobile", long)])
    assert f"mobile  │ {long} │" in capsys.readouterr().out


CUT = LineState(
    name="line-west",
    location="CSVA1",
    datacentre="datacentre",
    router="dc-west",
    bandwidth="10Gbps",
    connection="dxcon-fg123456",
    state="down",
    reason="an excavator",
    since="2026-11-30T12:00:00+00:00",
    sessions={"legacy": "down", "transit": "down"},
)
CUT_NOTE = (
    "Line line-west (CSVA1) is down since 2026-11-30 12:00:00 UTC: an excavator. "
    "It stays down; `sandbox line up line-west` restores it."
)


def test_a_line_that_is_cut_is_named_by_status_and_up(shown: Shown) -> None:
    engine = {"version": "4.14.0", "healthy": True, "rss_mb": 300, "form": "host"}
    tables.show_status(STATUS | {"engine": engine, "estate": "estate.yaml", "lines": [asdict(CUT)]})
    assert CUT_NOTE in " ".join(shown().split())
    done = Up("http://127.0.0.1:1", {}, Inventory((), ()), (CUT,))
    tables.show_deployed("gilt", load(CLONE / "estate.yaml"), done, 1.0)
    assert " ".join(shown().split()).count(CUT_NOTE) == 2
