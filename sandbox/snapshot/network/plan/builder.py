"""The network of a plan or a stack's state, read with nothing running."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.reach.model import Account, Network
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.estate_datacentre import estate_far_end
from sandbox.snapshot.network.plan.direct_connect import read_direct_connect
from sandbox.snapshot.network.plan.filters import read_acls, read_groups
from sandbox.snapshot.network.plan.gateways import read_gateways
from sandbox.snapshot.network.plan.interfaces import read_interfaces, read_public_addresses
from sandbox.snapshot.network.plan.load_balancers import read_load_balancers
from sandbox.snapshot.network.plan.resources import PlanResources
from sandbox.snapshot.network.plan.route_tables import read_route_tables
from sandbox.snapshot.network.plan.transit import read_transit_gateways
from sandbox.snapshot.network.plan.unread import note_unread
from sandbox.snapshot.network.plan.vpcs import read_vpcs
from sandbox.snapshot.network.plan.vpn import read_vpn
from sandbox.snapshot.plan.accounts import Management, management
from sandbox.snapshot.plan.estate_file import estate_file
from sandbox.snapshot.plan.files import read_file
from sandbox.snapshot.plan.organization import ACCOUNT
from sandbox.snapshot.plan.resources import planned_resources
from sandbox.snapshot.source_map import Program


def read(given: Path | str | Mapping[str, Any], root: Path, folder: Path | None = None) -> Network:
    """Return the network of what `pulumi preview --json` or `pulumi stack export` wrote.

    Arguments and errors are those of `sandbox.snapshot.plan.read`; a value that cannot be read is an error with its
    line of the program.
    """
    file = read_file(Path(given) if isinstance(given, str) else given)
    estate = estate_file(file, root)
    owner = management(file, estate)
    draft = Draft()
    resources = PlanResources(planned_resources(file, owner, Program(root, folder)), draft)
    far = estate_far_end(estate.model, estate.root) if estate else None
    read_vpcs(resources, draft)
    read_groups(resources, draft)
    read_acls(resources, draft)
    places = read_interfaces(resources, draft)
    read_gateways(resources, draft, places)
    read_load_balancers(resources, draft, places)
    read_public_addresses(resources, draft)
    read_route_tables(resources, draft)
    read_transit_gateways(resources, draft)
    read_direct_connect(resources, draft, far)
    read_vpn(resources, draft, far)
    note_unread(resources, draft)
    _accounts(resources, draft, owner)
    for centre in far.datacentres if far else ():
        draft.datacentres[centre.name] = centre
    return draft.network(file.place)


def _accounts(resources: PlanResources, draft: Draft, owner: Management) -> None:
    names = {owner.id: owner.name}
    names.update({resources.id(made): made.text("name") or made.name for made in resources.of(ACCOUNT)})
    others = {made.account for made in resources.by_urn.values()} - set(names)
    names.update({account: account for account in sorted(others)})
    draft.accounts.update({identity: Account(identity, name) for identity, name in names.items()})
