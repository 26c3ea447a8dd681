"""`sandbox iam why`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.access import InvalidQuery, names
from sandbox.cli import console, iam_options, options
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.message import refusal
from sandbox.report.decision_json import decision_json, origins
from sandbox.report.decision_tree import as_rich, decision_tree
from sandbox.report.evaluated_principal import evaluated_principal
from sandbox.report.evaluated_region import evaluated_region, region_json

app = typer.Typer()


@app.command()
def why(  # noqa: PLR0917 - typer's parameters are options
    principal: Annotated[
        str, typer.Argument(metavar="PRINCIPAL", help="account/role, account/root, an ARN, a service, or anonymous.")
    ],
    action: Annotated[str, typer.Argument(metavar="ACTION", help="The action, such as s3:GetObject.")],
    resource: Annotated[str, typer.Argument(metavar="[RESOURCE]", help="The ARN of the resource.")] = "*",
    context: iam_options.Context = None,
    snapshot: iam_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    region: iam_options.Region = None,
    json: options.Json = False,
) -> None:
    """Show whether a request is allowed, why, and which line of the program decides."""
    given = iam_options.context_of(context or [])
    read = iam_options.read_snapshot(snapshot, fresh=fresh, region=region).snapshot
    try:
        request = (names.principal(read, principal), names.action(action), names.resource(resource))
    except InvalidQuery as error:
        raise typer.BadParameter(str(error)) from None
    trace = Evaluator(read).explain(*request, given)
    message = refusal(trace)
    if json:
        console.print_json({**decision_json(trace, message), "region": region_json(trace, read, given)})
    else:
        console.out.print(message or f"{request[1]} is allowed", highlight=False, markup=False, soft_wrap=True)
        console.out.print(
            f"principal: {evaluated_principal(trace, read)}", highlight=False, markup=False, soft_wrap=True
        )
        shown = f"Region: {evaluated_region(trace, read, given)}"
        console.out.print(shown, highlight=False, markup=False, soft_wrap=True)
        console.print_unwrapped(as_rich(decision_tree(trace, read)))
        for line in origins(trace.deciding):
            console.out.print(line, highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(0 if trace.verdict.allowed else DENIED)


DENIED = 3
"""The exit code for a denied request: neither a success nor an error of the command."""
