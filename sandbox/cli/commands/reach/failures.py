"""`sandbox reach failures`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.cli import console, iam_options, options, reach_options
from sandbox.reach.failures import Baseline, FailureKind, named_flows, pairs, sweep
from sandbox.reach.failures import failures as all_failures
from sandbox.report.failure_report import failure_report_json, failure_report_tree

app = typer.Typer()


_OF_PAIRS = (FailureKind.LINE, FailureKind.ROUTER, FailureKind.SESSION, FailureKind.GATEWAY, FailureKind.ZONE)
"""What fails in pairs unless kinds are named: pairs of all routes are many and say little."""


@app.command()
def failures(
    kind: Annotated[
        list[FailureKind] | None, typer.Option("--kind", help="Take away only these; repeat it for more. Default: all.")
    ] = None,
    in_pairs: Annotated[
        bool, typer.Option("--pairs", help="Take away two at a time: lines, routers, sessions, gateways and zones.")
    ] = False,
    snapshot: reach_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Take away each line, router, session, gateway, zone, subnet and route in turn, and show who is cut off."""
    network = reach_options.read_network(snapshot, fresh=fresh)
    kinds = tuple(kind or ()) or (_OF_PAIRS if in_pairs else tuple(FailureKind))
    with console.working("Taking parts of the network away"):
        baseline = Baseline.of(network, named_flows(network))
        listed = tuple(all_failures(network, kinds))
        report = pairs(baseline, listed) if in_pairs else sweep(baseline, listed)
    if json:
        console.print_json(failure_report_json(report))
    else:
        console.print_unwrapped(failure_report_tree(report))
