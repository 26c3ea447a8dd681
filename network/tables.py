"""The transit gateway's route tables: associations and propagations.

The estate's own tables, one more for each account that takes part in a `reaches` (its routes are its own), and one for
the data centre, into which the accounts that may reach it are propagated. Accounts with a virtual private gateway are
not in that one: the data centre reaches them through their own gateway, or routing would be asymmetric.
"""

from __future__ import annotations

from sandbox.estate import DATACENTRE, Estate, attached, attachments_of, has_gateway, reachable_peers, reached


def table_of(estate: Estate, attachment: str) -> str:
    """Return the table that an account, or the data centre, is associated with."""
    if attachment == DATACENTRE:
        return DATACENTRE
    if reachable_peers(estate, attachment):
        return f"own-{attachment}"
    return str(estate.accounts[attachment].table)


def tables(estate: Estate) -> tuple[str, ...]:
    """Return the names of all tables."""
    return (
        *estate.transit.tables,
        *(f"own-{name}" for name in attached(estate) if reachable_peers(estate, name)),
        DATACENTRE,
    )


def propagation_tables(estate: Estate, attachment: str) -> tuple[str, ...]:
    """Return the tables into which an attachment is propagated."""
    return tuple(table for table in tables(estate) if attachment in _propagated_attachments(estate, table))


def _propagated_attachments(estate: Estate, table: str) -> frozenset[str]:
    if table == DATACENTRE:
        return frozenset(
            name for name in attached(estate) if DATACENTRE in reached(estate, name) and not has_gateway(estate, name)
        )
    if table in estate.transit.tables:
        return frozenset(name for entry in estate.transit.tables[table] for name in attachments_of(estate, entry))
    return reached(estate, table.removeprefix("own-"))
