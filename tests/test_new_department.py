"""Adding a department anywhere in the file changes nothing of the other accounts."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.boundaries import boundary
from accounts.trust import assume_other_jobs, break_glass_trust, job_trust
from network.acls import acl
from network.addressing import plan
from network.clients import destinations, peers
from network.hub import directly_shared_accounts
from network.routes import hub_routes, propagates_gateway_routes
from network.tables import propagation_tables, table_of, tables
from network.transit import allowed_prefixes
from sandbox.estate import DATACENTRE, Estate, load
from sandbox.estate.model import Endpoint, Tier
from tests.estates.generate import generate
from tests.plans import Plan, Planner

OLD = ("department-1", "department-3", "department-4")
NEW = "department-2"
IDS = {f"department-{number}": str(number) * 12 for number in range(1, 5)}


def plain(departments: Sequence[str]) -> dict[str, Any]:
    """Return an estate of some of four departments, in this order; the old ones do not refer to the new one."""
    whole = generate(4)
    kept: dict[str, Any] = {**whole, "endpoints": {}, "accounts": {}}
    others = [name for name in whole["accounts"] if not name.startswith("department")]  # type: ignore[attr-defined]
    for name in (*departments[:1], *others, *departments[1:]):
        kept["accounts"][name] = whole["accounts"][name]  # type: ignore[index]
    kept["organization"]["units"]["departments"] = list(departments)
    for key, endpoint in whole["endpoints"].items():  # type: ignore[attr-defined]
        if key.partition("/")[0] in kept["accounts"]:
            kept["endpoints"][key] = endpoint
    kept["accounts"]["department-1"] |= {"reaches": ["department-3"], "trusts": {"reader": ["department-4/operator"]}}
    kept["endpoints"]["department-3/app"]["clients"] = ["department-1/app", "datacentre"]
    if NEW in departments:
        kept["accounts"][NEW]["trusts"] = {"operator": ["department-1/reader"]}
        kept["endpoints"][f"{NEW}/app"]["clients"] = ["legacy", "datacentre"]
    return kept


def written(tree: Mapping[str, Any], file: Path) -> Path:
    file.write_text(json.dumps(tree))  # JSON is valid YAML, and keeps the order
    return file


@pytest.mark.pulumi
def test_the_plan_changes_nothing_of_the_others(planner: Planner, tmp_path: Path) -> None:
    few = planner.plan(written(plain(OLD), tmp_path / "few.yaml"), "all")
    more = ("department-4", NEW, "department-3", "department-1")
    many = planner.plan(written(plain(more), tmp_path / "many.yaml"), "all")
    assert len(few) > 300
    assert not set(few) - set(many)
    assert all(NEW in urn.rpartition("::")[2] for urn in set(many) - set(few))
    # The allowed prefixes of the hub, and the guardrail that names the accounts with internet.
    assert {urn.rpartition("$")[2] for urn in few if planned_state(few, urn) != planned_state(many, urn)} == {
        "aws:directconnect/gatewayAssociation:GatewayAssociation::transit",
        "aws:organizations/policy:Policy::no-internet-gateway",
    }


def planned_state(plan: Plan, urn: str) -> Any:
    """Return inputs, provider and parent of a resource."""
    state = plan[urn]
    return state.get("inputs"), state.get("provider"), state.get("parent")


def computed_for(estate: Estate, name: str) -> Mapping[str, object]:
    """Return everything that is computed for one account."""
    account, plans = estate.accounts[name], plan(estate)
    tiers: tuple[Tier, ...] = get_args(Tier)
    mine = [key for key in estate.endpoints if key.startswith(f"{name}/")]
    return {
        "addresses": plans.get(name),
        "acls": [acl(estate, name, account.vpc, tier) for tier in tiers] if account.vpc else None,
        "routes": [(hub_routes(estate, name, tier), propagates_gateway_routes(estate, name, tier)) for tier in tiers],
        "destinations": [destinations(estate, name, tier) for tier in tiers],
        "clients": {key: list(peers(estate, plans, key)) for key in mine},
        "table": (table_of(estate, name), set(propagation_tables(estate, name))) if account.vpc else None,
        "boundary": boundary(estate),
        "trusts": [
            (job_trust(estate, name, job, IDS), assume_other_jobs(estate, name, job))
            for job in estate.jobs
            if name in estate.departments
        ],
        "break-glass": break_glass_trust(estate, IDS, "0" * 12),
    }


def computed_for_hub(estate: Estate) -> Mapping[str, object]:
    """Return what is computed for the hub, except its allowed prefixes."""
    resolver = [plan(estate)["network"].resolver(way) for way in ("inbound", "outbound")]
    return {
        "tables": set(tables(estate)),
        "data centre": (table_of(estate, DATACENTRE), set(propagation_tables(estate, DATACENTRE))),
        "directly_shared_accounts": set(directly_shared_accounts(estate)),
        "resolver": resolver,
    }


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Estate:
    every_department = ("department-1", NEW, "department-3", "department-4")
    return load(written(plain(every_department), tmp_path_factory.mktemp("estates") / "all.yaml"))


def without(estate: Estate, name: str) -> Estate:
    """Return the estate without one account."""
    units = {
        unit: tuple(each for each in members if each != name) for unit, members in estate.organization.units.items()
    }
    return estate.model_copy(
        update={
            "accounts": {key: account for key, account in estate.accounts.items() if key != name},
            "endpoints": {
                key: endpoint for key, endpoint in estate.endpoints.items() if not key.startswith(f"{name}/")
            },
            "organization": estate.organization.model_copy(update={"units": units}),
        }
    )


SLOTS = IPv4Network("10.128.0.0/9")
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True)


@given(
    order=st.randoms(use_true_random=False),
    slot=st.integers(0, 2**11 - 1),
    names=st.lists(NAMES, max_size=4, unique=True),
    clients=st.lists(st.sampled_from(["internet", "datacentre", "legacy", *OLD, "department-1/app"]), unique=True),
    internet=st.booleans(),
)
def test_any_new_department_changes_nothing_of_the_others(
    loaded: Estate, order: random.Random, slot: int, names: list[str], clients: list[str], *, internet: bool
) -> None:
    before = without(loaded, NEW)
    vpc = loaded.accounts[NEW].vpc
    assert vpc is not None
    base = IPv4Network((int(SLOTS.network_address) + slot * 2**12, 20))
    added = loaded.accounts[NEW].model_copy(update={"vpc": vpc.model_copy(update={"cidr": base}), "internet": internet})
    accounts = [*before.accounts.items(), (NEW, added)]
    order.shuffle(accounts)
    mine = {f"{NEW}/{name}": Endpoint(tier="public", port=443, clients=tuple(clients)) for name in names}
    endpoints = [*before.endpoints.items(), *mine.items()]
    order.shuffle(endpoints)
    members = [*before.departments, NEW]
    order.shuffle(members)
    units = before.organization.units | {"departments": tuple(members)}
    after = before.model_copy(
        update={
            "accounts": dict(accounts),
            "endpoints": dict(endpoints),
            "organization": before.organization.model_copy(update={"units": units}),
        }
    )
    for name in before.accounts:
        assert computed_for(after, name) == computed_for(before, name), name
    assert computed_for_hub(after) == computed_for_hub(before)
    assert set(allowed_prefixes(after)) == {*allowed_prefixes(before), str(base)}
