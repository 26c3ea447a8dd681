"""Create, describe and delete the paths that Reachability Analyzer analyzes.

Sources: CreateNetworkInsightsPath and its neighbours in the EC2 API Reference; the codes of the errors as the handlers
of AWS::EC2::NetworkInsightsPath know them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import AddressValueError, IPv4Address
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import network_insights_store as store
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.network_insights_resources import arn_of, end_id
from sandbox.emulated.ec2.network_insights_store import NetworkInsightsPath
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call, Values

HIGHEST_PORT = 65535
MOST_RESULTS = 100
"""NetworkInsightsMaxResults in the API Reference."""
FILTERS = ("FilterAtSource", "FilterAtDestination")
_REPEATED = ("SourceIp", "DestinationIp", "Protocol", "DestinationPort", *FILTERS)


def _ports(name: str) -> Callable[[Values], Iterable[str]]:
    """Return a field of a range of ports: `80-443`, or one port."""
    first, last = name.split(".")

    def texts(item: Values) -> Iterable[str]:
        ports = (item.get(first) or {}).get(last)
        if not ports:
            return []
        ends = (ports.get("FromPort", 0), ports.get("ToPort", HIGHEST_PORT))
        return [str(ends[0])] if ends[0] == ends[1] else [f"{ends[0]}-{ends[1]}"]

    return texts


LISTING = Listing(
    member="NetworkInsightsPaths",
    ids="NetworkInsightsPathIds",
    id="NetworkInsightsPathId",
    missing=store.no_path,
    least=1,
    most=MOST_RESULTS,
    fields={
        "destination": member("Destination"),
        "filter-at-destination.destination-address": member("FilterAtDestination.DestinationAddress"),
        "filter-at-destination.destination-port-range": _ports("FilterAtDestination.DestinationPortRange"),
        "filter-at-destination.source-address": member("FilterAtDestination.SourceAddress"),
        "filter-at-destination.source-port-range": _ports("FilterAtDestination.SourcePortRange"),
        "filter-at-source.destination-address": member("FilterAtSource.DestinationAddress"),
        "filter-at-source.destination-port-range": _ports("FilterAtSource.DestinationPortRange"),
        "filter-at-source.source-address": member("FilterAtSource.SourceAddress"),
        "filter-at-source.source-port-range": _ports("FilterAtSource.SourcePortRange"),
        "protocol": member("Protocol"),
        "source": member("Source"),
    },
)


@operation("CreateNetworkInsightsPath")
@backend.changing
def create_network_insights_path(call: HybridCall) -> dict[str, Any]:
    """Create a path between two resources, or from a resource to an address."""
    if earlier := repeated(call):
        return {"NetworkInsightsPath": shown(call, store.path(call, earlier))}
    tags = requested_tags(call, "network-insights-path")
    _check(call.request)
    request = {name: call.request[name] for name in _REPEATED if call.request.get(name) not in (None, "", {})}
    for name in ("Source", "Destination"):
        if call.request.get(name):
            request[name] = end_id(call, call.request[name], name)
    made = NetworkInsightsPath(id=f"nip-{call.token(17)}", created=call.timestamp, request=request)
    store.kept(call).paths[made.id] = made
    tag(call, made.id, tags)
    remember(call, made.id)
    return {"NetworkInsightsPath": shown(call, made)}


@operation("DescribeNetworkInsightsPaths")
def describe_network_insights_paths(call: Call) -> dict[str, Any]:
    """Return the caller's paths."""
    return describe(call, LISTING, [shown(call, it) for it in list(store.kept(call).paths.values())])


@operation("DeleteNetworkInsightsPath")
@backend.changing
def delete_network_insights_path(call: Call) -> dict[str, Any]:
    """Delete a path that has no analyses."""
    found = store.path(call, call.request["NetworkInsightsPathId"])
    known = store.kept(call)
    if any(it.path == found.id for it in known.analyses.values()):
        raise AwsError("AnalysisExistsForNetworkInsightsPath", f"Analysis exists for network insights path {found.id}.")
    del known.paths[found.id]
    forget_tags(call, found.id)
    return {"NetworkInsightsPathId": found.id}


def shown(call: Call, it: NetworkInsightsPath) -> dict[str, Any]:
    """Return a NetworkInsightsPath."""
    arns = {f"{name}Arn": arn_of(call, it.request[name]) for name in ("Source", "Destination") if name in it.request}
    return {
        "NetworkInsightsPathId": it.id,
        "NetworkInsightsPathArn": store.arn(call, "network-insights-path", it.id),
        "CreatedDate": store.moment(it.created),
        **it.request,
        **arns,
        "Tags": shown_tags(call, it.id),
    }


def _check(request: Values) -> None:
    """Raise unless a path has one destination, and each of its addresses and ports one place."""
    source, destination = (request.get(name) or {} for name in FILTERS)
    for name, other in (("SourceIp", source), ("DestinationPort", source), ("DestinationIp", destination)):
        if request.get(name) not in (None, "") and other:
            filter_ = "FilterAtSource" if other is source else "FilterAtDestination"
            raise AwsError("InvalidParameterCombination", f"{name} and {filter_} cannot be specified together.")
    addresses = [request.get("DestinationIp"), *(it.get("DestinationAddress") for it in (source, destination))]
    if not request.get("Destination") and not any(addresses):
        raise AwsError("MissingParameter", "Specify the destination: Destination, or the address of the destination.")
    addresses += [request.get("SourceIp"), *(it.get("SourceAddress") for it in (source, destination))]
    for address in filter(None, addresses):
        try:
            IPv4Address(address)
        except AddressValueError:
            raise AwsError("InvalidParameterValue", f"Invalid IPv4 address '{address}'.") from None
    ports = [it.get(name) or {} for it in (source, destination) for name in ("SourcePortRange", "DestinationPortRange")]
    for given in [{"FromPort": request.get("DestinationPort") or 0}, *ports]:
        first, last = given.get("FromPort", 0), given.get("ToPort", HIGHEST_PORT)
        if not 0 <= first <= last <= HIGHEST_PORT:
            raise AwsError("InvalidParameterValue", f"Invalid port range {first}-{last}. Use 0 to {HIGHEST_PORT}.")
