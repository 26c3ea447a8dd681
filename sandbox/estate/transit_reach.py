"""Which attachments of the transit gateway have routes to which, by the tables and `reaches` of the estate file."""

from __future__ import annotations

from sandbox.estate.model import Estate

DATACENTRE = "datacentre"
"""The attachment of the Direct Connect gateway, and the table it is associated with."""


def attached(estate: Estate) -> tuple[str, ...]:
    """Return the accounts whose VPC is attached to the transit gateway, in the file's order.

    Args:
        estate: The estate.

    Returns:
        Names of accounts.

    Example:
        >>> attached(load(Path("estate.yaml")))[:2]
        ('network', 'legacy')

    """
    return tuple(name for name, account in estate.accounts.items() if account.vpc and account.table)


def reachable_peers(estate: Estate, account: str) -> frozenset[str]:
    """Return the accounts that this one reaches beyond its table, or that reach it: responses need a route too.

    Args:
        estate: The estate.
        account: Its name.

    Returns:
        Names of accounts.

    Example:
        >>> reachable_peers(load(Path("estate.yaml")), "data")
        frozenset({'personalisation'})

    """
    theirs = {name for name, other in estate.accounts.items() if account in other.reaches}
    return frozenset(estate.accounts[account].reaches) | theirs


def reached(estate: Estate, account: str) -> frozenset[str]:
    """Return the attachments that an account has routes to: those of its table, and those that it reaches.

    Args:
        estate: The estate.
        account: Name of an attached account.

    Returns:
        Names of accounts, and `datacentre`.

    Example:
        >>> DATACENTRE in reached(load(Path("estate.yaml")), "mobile")
        True

    """
    listed = estate.transit.tables[str(estate.accounts[account].table)]
    found = {name for entry in listed for name in attachments_of(estate, entry)}
    return frozenset(found) | (reachable_peers(estate, account) & set(attached(estate)))


def has_gateway(estate: Estate, account: str) -> bool:
    """Return whether the account's VPC has a virtual private gateway, and with it a connection of its own.

    Args:
        estate: The estate.
        account: Its name.

    Returns:
        Whether the estate file gives its VPC a `gateway_asn`.

    Example:
        >>> has_gateway(load(Path("estate.yaml")), "legacy")
        True

    """
    vpc = estate.accounts[account].vpc
    return vpc is not None and vpc.gateway_asn is not None


def attachments_of(estate: Estate, entry: str) -> tuple[str, ...]:
    """Return the attachments that an entry of a table stands for: an account, all of a table, or the data centre.

    Args:
        estate: The estate.
        entry: Name of an account or table, or `datacentre`.

    Returns:
        Names of accounts, or `datacentre`; empty for an account that is not attached.

    Example:
        >>> attachments_of(load(Path("estate.yaml")), "departments")[:2]
        ('mobile', 'admin')

    """
    if entry == DATACENTRE:
        return (DATACENTRE,)
    if entry in estate.transit.tables:
        return tuple(name for name in attached(estate) if estate.accounts[name].table == entry)
    return (entry,) if entry in attached(estate) else ()
