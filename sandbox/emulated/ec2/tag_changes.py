"""Tags of resources that moto does not have: of VPN, of network insights, and of transit gateways' newer parts.

Source: CreateTags and DeleteTags in the EC2 API Reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.emulated.ec2 import network_insights_store
from sandbox.emulated.ec2.tags import MOST_TAGS, check_tag
from sandbox.emulated.ec2.transit_gateway_announcements import no_announcement
from sandbox.emulated.ec2.transit_gateway_connect_peers import no_connect_peer
from sandbox.emulated.ec2.transit_gateway_metering import no_policy
from sandbox.emulated.ec2.transit_gateway_policy_tables import no_policy_table
from sandbox.emulated.ec2.vpn_lookup import own_connection, own_customer_gateway
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation

type Check = Callable[[HybridCall, str], object]
"""Raise unless the caller may tag the resource."""


def _connect_peer(call: HybridCall, id_: str) -> None:
    peer = call.transit.connect_peers.get(id_)
    attachment = call.transit.attachments.get(peer.attachment) if peer else None
    gateway = call.transit.gateways.get(attachment.gateway) if attachment else None
    if attachment is None or gateway is None or call.account not in {attachment.resource_owner, gateway.owner}:
        raise no_connect_peer(id_)


def _policy_table(call: HybridCall, id_: str) -> None:
    found = call.transit.policy_tables.get(id_)
    if found is None or not _owns(call, found.gateway):
        raise no_policy_table(id_)


def _metering_policy(call: HybridCall, id_: str) -> None:
    found = call.transit.metering_policies.get(id_)
    if found is None or not _owns(call, found.gateway):
        raise no_policy(id_)


def _announcement(call: HybridCall, id_: str) -> None:
    found = call.transit.announcements.get(id_)
    if found is None or not (_owns(call, found.gateway) or _owns(call, found.peer_gateway)):
        raise no_announcement(id_)


def _owns(call: HybridCall, gateway: str) -> bool:
    found = call.transit.gateways.get(gateway)
    return found is not None and (found.owner, found.region) == (call.account, call.region)


CHECKS: dict[str, Check] = {
    "cgw": own_customer_gateway,
    "vpn": own_connection,
    "tgw-connect-peer": _connect_peer,
    "tgw-ptb": _policy_table,
    "tgw-mp": _metering_policy,
    "tgw-rtb-announcement": _announcement,
    "nip": network_insights_store.path,
    "nia": network_insights_store.analysis,
    "nis": network_insights_store.scope,
    "nisa": network_insights_store.scope_analysis,
}
"""Beginning of an id -> check of the resource."""


@operation("CreateTags")
def create_tags(call: HybridCall) -> dict[str, Any]:
    """Set tags of resources; moto sets those of its own."""
    own, others = _split(call)
    tags = {str(tag.get("Key") or ""): str(tag.get("Value") or "") for tag in call.request.get("Tags") or ()}
    if own and not tags:
        raise AwsError("MissingParameter", "The request must contain the parameter Tags")
    for key, value in tags.items():
        check_tag(key, value)
    for id_ in own:
        if len(call.resources.tags(call.account, call.region, id_) | tags) > MOST_TAGS:
            raise AwsError(
                "TagLimitExceeded", f"The maximum number of Tags for a resource has been reached: {MOST_TAGS}."
            )
    if others or not own:
        call.inner({**call.request, "Resources": others} if own else call.request)
    for id_ in own:
        call.resources.tag(call.account, call.region, id_, tags)
    return {}


@operation("DeleteTags")
def delete_tags(call: HybridCall) -> dict[str, Any]:
    """Remove tags of resources: those of the keys, and of the values where they are given; all without keys."""
    own, others = _split(call)
    if others or not own:
        call.inner({**call.request, "Resources": others} if own else call.request)
    for id_ in own:
        given = call.request.get("Tags")
        present = call.resources.tags(call.account, call.region, id_)
        removed = {tag.get("Key"): tag.get("Value") for tag in given} if given else dict.fromkeys(present)
        keys = [key for key, value in present.items() if key in removed and removed[key] in {None, value}]
        call.resources.untag(call.account, call.region, id_, keys)
    return {}


def _split(call: HybridCall) -> tuple[list[str], list[str]]:
    """Return the ids of the resources that are not moto's, and all other ids; raise for one that does not exist."""
    own, others = [], []
    for id_ in call.request.get("Resources") or ():
        check = CHECKS.get(id_.rpartition("-")[0])
        if check is None:
            others.append(id_)
        else:
            check(call, id_)
            own.append(id_)
    return own, others
