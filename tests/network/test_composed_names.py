"""An accepted estate gives no two resources of one type the same name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from network.addressing import plan
from network.clients import peers, rule_name
from network.tables import propagation_tables
from sandbox.estate import EstateInvalid, attached, load

SMALL = (Path(__file__).parents[1] / "estates" / "small.yaml").read_text()
_ACCOUNTS = st.sampled_from(("a", "a-to", "a-to-t", "from-a", "a-from-a"))
_TABLES = st.sampled_from(("t", "to-t", "t-to-t"))
_ENDPOINTS = st.sampled_from(("x", "x-from", "x-from-a"))


def _written(accounts: list[str], tables: list[str], endpoints: list[tuple[int, str]], clients: list[int]) -> str:
    """Return the small estate with more departments, tables, and endpoints with clients."""
    account_lines = "".join(
        f"  {name}:\n    email: aws+{name}@kiosk.example\n    table: departments\n"
        f"    vpc: {{cidr: 10.{40 + place}.0.0/20, tiers: {{app: 24}}}}\n"
        for place, name in enumerate(accounts)
    )
    keys = {
        f"{accounts[place]}/{name}": accounts[client] for (place, name), client in zip(endpoints, clients, strict=True)
    }
    listed = "".join(f"  {key}: {{tier: app, port: 443, clients: [{client}]}}\n" for key, client in keys.items())
    more = "".join(f"    {name}: [departments, datacentre]\n" for name in tables)
    return (
        SMALL.replace("departments: [mobile]", f"departments: [{', '.join(('mobile', *accounts))}]")
        .replace("accounts:\n", f"accounts:\n{account_lines}")
        .replace("  tables:\n", f"  tables:\n{more}")
        .replace("endpoints:\n", f"endpoints:\n{listed}")
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_ACCOUNTS, min_size=2, max_size=3, unique=True),
    st.lists(_TABLES, max_size=3, unique=True),
    st.lists(st.tuples(st.integers(0, 1), _ENDPOINTS), min_size=1, max_size=3),
    st.lists(st.integers(0, 1), min_size=3, max_size=3),
)
def test_resource_names_of_an_accepted_estate_are_unique(
    accounts: list[str], tables: list[str], endpoints: list[tuple[int, str]], clients: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "estate.yaml"
        file.write_text(_written(accounts, tables, endpoints, clients[: len(endpoints)]))
        try:
            estate = load(file)
        except EstateInvalid:
            reject()
    plans = plan(estate)
    propagation_names = Counter(
        f"{account}-to-{table}" for account in attached(estate) for table in propagation_tables(estate, account)
    )
    rule_names = Counter(rule_name(key, peer) for key in estate.endpoints for peer in peers(estate, plans, key))
    assert not [name for name, count in (propagation_names + rule_names).items() if count > 1]
