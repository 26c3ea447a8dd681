"""The transit gateway's route tables: associations and propagations.

The estate's own tables, one more for each account that takes part in a `reaches` (its routes are its own), and one for
the data centre, into which the accounts that may reach it are propagated. Accounts with a virtual private gateway are
not in that one: the data centre reaches them through their own gateway, or routing would be asymmetric.
"""

from __future__ import annotations

from sandbox.estate import Estate

DATACENTRE = "datacentre"
"""The attachment of the Direct Connect gateway, and the table it is associated with."""


def attached(estate: Estate) -> tuple[str, ...]:
    """Return the accounts whose VPC is attached to the transit gateway, in the file's order."""
    return tuple(name for name, account in estate.accounts.items() if account.vpc and account.table)


def reachable_peers(estate: Estate, account: str) -> frozenset[str]:
    """Return the accounts that this one reaches beyond its table, or that reach it: responses need a route too."""
    theirs = {name for name, other in estate.accounts.items() if account in other.reaches}
    return frozenset(estate.accounts[account].reaches) | theirs


def table_of(estate: Estate, attachment: str) -> str:
    """Return the table that an account, or the data centre, is associated with."""
    if attachment == DATACENTRE:
        return DATACENTRE
    return f"own-{attachment}" if reachable_peers(estate, attachment) else str(estate.accounts[attachment].table)


def tables(estate: Estate) -> tuple[str, ...]:
    """Return the names of all tables."""
    return (
        *estate.transit.tables,
        *(f"own-{name}" for name in attached(estate) if reachable_peers(estate, name)),
        DATACENTRE,
    )


def reached(estate: Estate, account: str) -> frozenset[str]:
    """Return the attachments that an account has routes to: those of its table, and those that it reaches."""
    listed = estate.transit.tables[str(estate.accounts[account].table)]
    found = {name for entry in listed for name in _attachments(estate, entry)}
    return frozenset(found) | (reachable_peers(estate, account) & set(attached(estate)))


def propagation_tables(estate: Estate, attachment: str) -> tuple[str, ...]:
    """Return the tables into which an attachment is propagated."""
    return tuple(table for table in tables(estate) if attachment in _propagated_attachments(estate, table))


def _propagated_attachments(estate: Estate, table: str) -> frozenset[str]:
    if table == DATACENTRE:
        return frozenset(
            name for name in attached(estate) if DATACENTRE in reached(estate, name) and not has_gateway(estate, name)
        )
    if table in estate.transit.tables:
        return frozenset(name for entry in estate.transit.tables[table] for name in _attachments(estate, entry))
    return reached(estate, table.removeprefix("own-"))


def has_gateway(estate: Estate, account: str) -> bool:
    """Return whether the account's VPC has a virtual private gateway, and with it a connection of its own."""
    vpc = estate.accounts[account].vpc
    return vpc is not None and vpc.gateway_asn is not None


def _attachments(estate: Estate, entry: str) -> tuple[str, ...]:
    if entry == DATACENTRE:
        return (DATACENTRE,)
    if entry in estate.transit.tables:
        return tuple(name for name in attached(estate) if estate.accounts[name].table == entry)
    return (entry,) if entry in attached(estate) else ()
