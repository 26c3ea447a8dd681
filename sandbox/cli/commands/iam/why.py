"""`sandbox iam why`."""

from __future__ import annotations

from typing import Annotated

import typer

from sandbox.access import names
from sandbox.cli import console, iam_options, options
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.actions import MalformedAction
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.message import refusal
from sandbox.iam.principal import UnknownPrincipal
from sandbox.report import explanation_tree
from sandbox.snapshot.loading import load

app = typer.Typer()


@app.command()
def why(  # noqa: PLR0917 - typer's parameters are options
    caller: Annotated[str, typer.Argument(metavar="PRINCIPAL", help="account/role, an ARN, a service, anonymous.")],
    action: Annotated[str, typer.Argument(metavar="ACTION", help="As in s3:GetObject.")],
    resource: Annotated[str, typer.Argument(metavar="[RESOURCE]", help="Its ARN.")] = "*",
    context: iam_options.Context = None,
    world: iam_options.Snapshot = "plan",
    fresh: iam_options.Fresh = False,
    json: options.Json = False,
) -> None:
    """Say whether a request goes through, why, and which line of the program decides."""
    given = iam_options.context_of(context or [])
    with console.working("Reading the world"):
        read = load(world, fresh=fresh)
    try:
        asked = (names.principal(read, caller), names.action(catalogue(), action), names.resource(resource))
        ledger = Evaluator(read).explain(*asked, given)
    except MalformedAction as error:
        raise typer.BadParameter(str(error), param_hint="ACTION") from None
    except UnknownPrincipal as error:
        raise typer.BadParameter(str(error), param_hint="PRINCIPAL") from None
    message = refusal(ledger)
    if json:
        console.print_json(explanation_tree.plain(ledger, message))
    else:
        console.out.print(message or f"{action} is allowed", highlight=False, markup=False, soft_wrap=True)
        console.print_tree(explanation_tree.tree(ledger, read))
        for line in explanation_tree.origins(ledger.deciding):
            console.out.print(line, highlight=False, markup=False, soft_wrap=True)
        for note in read.notes:
            console.progress.print(f"not read: {note}", markup=False)
    raise typer.Exit(0 if ledger.verdict.allowed else REFUSED)


REFUSED = 3
"""The exit code of a refusal: neither success nor a failure of the command."""
