"""The deployed accounts and lines, in the estate's order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.deploy import checkpoint
from sandbox.deploy.inventory import inventory
from sandbox.estate import load
from tests.repository import CLONE

ESTATE = load(CLONE / "estate.yaml")


def resource(resource_type: str, own_id: str, **outputs: Any) -> dict[str, Any]:
    return {"type": resource_type, "urn": f"urn::{own_id}", "id": own_id, "outputs": outputs}


def write(state: Path, *resources: dict[str, Any]) -> None:
    folder = checkpoint.backend(state) / ".pulumi" / "stacks" / "shop"
    folder.mkdir(parents=True)
    (folder / "all.json").write_text(json.dumps({"checkpoint": {"latest": {"resources": resources}}}))


def test_accounts_and_lines_have_the_estates_order_after_the_management_account(tmp_path: Path) -> None:
    accounts = [
        resource("aws:organizations/account:Account", f"{number:012}", email=account.email, name=name.title())
        for number, (name, account) in enumerate(sorted(ESTATE.accounts.items(), reverse=True))
    ]
    external_account = resource("aws:organizations/account:Account", "9" * 12, email="x@y.example", name="visitor")
    lines = [
        resource("aws:directconnect/connection:Connection", line.name, name=line.name, location="x", bandwidth="1Gbps")
        for line in reversed(ESTATE.datacentre.lines)
    ]
    write(tmp_path, external_account, *accounts, *lines)

    found = inventory(tmp_path, "shop", ["all"], ESTATE)

    management = ESTATE.organization.management.name
    assert [account.name for account in found.accounts] == [management, *ESTATE.accounts, "visitor"]
    assert [line.name for line in found.lines] == [line.name for line in ESTATE.datacentre.lines]


def test_with_nothing_deployed_the_inventory_is_empty(tmp_path: Path) -> None:
    found = inventory(tmp_path, "shop", ["all"], ESTATE)
    assert (found.accounts, found.lines) == ((), ())
