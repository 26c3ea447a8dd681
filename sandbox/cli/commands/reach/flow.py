"""`sandbox reach FROM TO`."""

from __future__ import annotations

from itertools import product
from typing import Annotated

import typer

from sandbox.cli import console, iam_options, options, reach_options
from sandbox.reach import Analyzer, ends
from sandbox.reach.errors import ReachError
from sandbox.reach.model import Flow, FlowEnd
from sandbox.report.decision_tree import as_rich
from sandbox.report.reach_answer import answer_json, answer_tree

app = typer.Typer()


@app.command()
def flow(  # noqa: PLR0917 - typer's parameters are options
    source: Annotated[
        str,
        typer.Argument(metavar="FROM", help="account/name, an account, an id, an address, datacentre or internet."),
    ],
    destination: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    protocol: reach_options.Protocol = "tcp",
    port: reach_options.Port = None,
    snapshot: reach_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Show whether packets get from FROM to TO and their responses back, every hop, and what is in the way."""
    number = reach_options.protocol_of(protocol)
    ports = reach_options.ports_of(port, number)
    network = reach_options.read_network(snapshot, fresh=fresh)
    try:
        pairs = list(product(ends.resolve(network, source), ends.resolve(network, destination)))
    except ReachError as error:
        raise typer.BadParameter(str(error)) from None
    analyzer = Analyzer(network)
    answers = [analyzer.flow(Flow(one, other, number, ports)) for one, other in pairs if _differ(one, other)]
    if json:
        console.print_json([answer_json(answer) for answer in answers])
    else:
        for answer in answers:
            console.print_unwrapped(as_rich(answer_tree(answer)))
    raise typer.Exit(0 if answers and all(answer.open for answer in answers) else CLOSED)


def _differ(one: FlowEnd, other: FlowEnd) -> bool:
    return (one.kind, one.id) != (other.kind, other.id)


CLOSED = 3
"""The exit code where a flow does not pass: neither a success nor an error of the command."""
