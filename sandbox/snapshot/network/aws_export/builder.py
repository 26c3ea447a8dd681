"""The network of AWS's responses."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.reach.model import Account, Network
from sandbox.snapshot.network.aws_export.answers import Answers
from sandbox.snapshot.network.aws_export.direct_connect import read_direct_connect
from sandbox.snapshot.network.aws_export.filters import read_filters
from sandbox.snapshot.network.aws_export.gateways import read_gateways
from sandbox.snapshot.network.aws_export.interfaces import read_interfaces
from sandbox.snapshot.network.aws_export.load_balancers import read_load_balancers
from sandbox.snapshot.network.aws_export.route_tables import read_route_tables
from sandbox.snapshot.network.aws_export.transit import read_transit_gateways
from sandbox.snapshot.network.aws_export.unread import note_unread
from sandbox.snapshot.network.aws_export.vpcs import read_vpcs
from sandbox.snapshot.network.aws_export.vpn import read_vpn
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.far_end import FarEnd


def build_network(answers: Answers, accounts: Mapping[str, str], far: FarEnd | None) -> Network:
    """Return the network of responses.

    Args:
        answers: The responses of all accounts and Regions.
        accounts: Account id -> name; accounts that it lacks are named by their id.
        far: The customer's routers; None where the source has none.

    Raises:
        SourceUnreadable: A value cannot be read: with its file and JSON path.

    """
    draft = Draft()
    read_vpcs(answers, draft)
    read_filters(answers, draft)
    read_interfaces(answers, draft)
    read_gateways(answers, draft)
    read_load_balancers(answers, draft)
    read_route_tables(answers, draft)
    read_transit_gateways(answers, draft)
    read_direct_connect(answers, draft, far)
    read_vpn(answers, draft, far)
    note_unread(answers, draft)
    read = {item.account for items in answers.members.values() for item in items}
    names = {**{account: account for account in sorted(read)}, **accounts}
    draft.accounts.update({identity: Account(identity, name) for identity, name in names.items()})
    for centre in far.datacentres if far else ():
        draft.datacentres[centre.name] = centre
    return draft.network(answers.place)
