"""`sandbox iam needs`."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from sandbox.access import InvalidQuery, names
from sandbox.cli import console, iam_options, options, tables
from sandbox.deploy.deployment import Form
from sandbox.deploy.errors import UnknownName
from sandbox.deploy.estate_choice import with_deployed_file
from sandbox.deploy.preview import preview
from sandbox.estate import load
from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller
from sandbox.least_privilege.pulumi_program import pulumi_program
from sandbox.needs.evaluation import policy_documents
from sandbox.needs.model import Lack
from sandbox.needs.remediation import remediations
from sandbox.report.remediation_text import remediation_text
from sandbox.report.update_needs import lack_text, needs_json, source_text, summary, unknown_text
from sandbox.settings import Settings
from sandbox.settings import read as read_settings
from sandbox.update_needs import UpdateNeeds, update_needs

app = typer.Typer()


@app.command()
def needs(  # noqa: PLR0917 - typer's parameters are options
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[STACK|PROGRAM|FILE]",
            help="A stack of the project, a folder with a Pulumi program, or a plan. Default: the whole project.",
        ),
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Show only what is not allowed.")] = False,
    principal: Annotated[
        str | None, typer.Option("--principal", metavar="ACCOUNT/ROLE", help="Only this role or user.")
    ] = None,
    policy: Annotated[
        iam_options.PolicyFormat | None,
        typer.Option("--policy", help="Print least-privilege policies: JSON, or Pulumi in Python."),
    ] = None,
    deployer: Annotated[
        str | None,
        typer.Option(
            "--deployer", metavar="PRINCIPAL", help="Who runs the update. Default: the sandbox's user for deployment."
        ),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show the actions and resources that the coming update calls, by role, and which of them are not allowed."""
    found = _found(what, deployer)
    chosen = None if principal is None else _principal(found, principal)
    wanted = [one for one in found.needs.principals if chosen in (None, one)]
    if policy is not None:
        _print_policies(found, wanted, policy)
    elif json:
        console.print_json(needs_json(found.needs, found.lacks, found.snapshot, wanted.__contains__))
    else:
        if not missing:
            _print_tables(found, wanted)
        console.out.print(summary(found.needs, found.lacks), highlight=False, markup=False, soft_wrap=True)
        for lack in found.lacks:
            if lack.principal in wanted:
                _print(lack_text(lack, found.snapshot))
                if missing and lack.denied:
                    _print_edits(lack, found)
    for line in unknown_text(found.needs):
        console.progress.print(line, markup=False, soft_wrap=True)
    raise typer.Exit(LACKING if any(lack.principal in wanted for lack in found.lacks) else 0)


LACKING = 3
"""The exit code where a needed action is not allowed."""


def _found(what: str | None, deployer: str | None) -> UpdateNeeds:
    path = Path(what) if what is not None else None
    if path is not None and path.is_file():
        return update_needs(options.settings_of(), path, deployer)
    settings = read_settings({"root": path}) if path is not None and path.is_dir() else options.settings_of()
    stack = None if path is None or path.is_dir() else what
    plans = _plans(settings, stack)
    if stack is not None and stack not in plans:
        raise UnknownName("stack", stack, list(plans))
    with console.working("Evaluating"):
        return update_needs(settings, plans, deployer, stack)


def _plans(settings: Settings, stack: str | None) -> Mapping[str, Any]:
    """Plan the project: as one stack for each layer and account where one of those is named."""
    with console.working("Planning the program") as notify:
        settings = with_deployed_file(settings, notify)
        form: Form | None = None if stack in {None, settings.project.stack} else "split"
        return preview(settings, load(settings.estate), notify, form=form)


def _principal(found: UpdateNeeds, name: str) -> str:
    if name in found.needs.principals:
        return name
    try:
        arn = names.principal(found.snapshot, name)
    except InvalidQuery as error:
        raise typer.BadParameter(str(error), param_hint="--principal") from None
    if arn not in found.needs.principals:
        listed = ", ".join(names.display_name(found.snapshot, one) for one in found.needs.principals)
        raise typer.BadParameter(f"the update does not call as {name}; it calls as {listed}", param_hint="--principal")
    return arn


def _print_edits(lack: Lack, found: UpdateNeeds) -> None:
    with console.working("Searching for the smallest edit"):
        edits = list(remediations(lack, found.snapshot, datetime.now(UTC)))
    for one, offered in edits:
        _print(f"{one.needed.action}: {line}" for line in remediation_text(offered))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)


def _print_tables(found: UpdateNeeds, wanted: list[str]) -> None:
    for arn in wanted:
        rows: dict[tuple[str, str], list[Any]] = {}
        for one in found.needs.needed:
            if one.principal == arn:
                rows.setdefault((one.action, one.pattern), []).extend(one.sources)
        tables.show_rows(
            ("action", "resource", "for", "line"),
            [tuple(map(escape, (*key, *source_text(sources)))) for key, sources in sorted(rows.items())],
            escape(names.display_name(found.snapshot, arn)),
        )


def _print_policies(found: UpdateNeeds, wanted: list[str], form: iam_options.PolicyFormat) -> None:
    documents = {arn: policy_documents(one for one in found.needs.needed if one.principal == arn) for arn in wanted}
    if form is iam_options.PolicyFormat.JSON:
        only = next(iter(documents.values())) if len(documents) == 1 else None
        value = only[0] if only is not None and len(only) == 1 else only if only is not None else documents
        typer.echo(json_module.dumps(value, indent=2))
        return
    for arn, written in documents.items():
        shown = names.display_name(found.snapshot, arn)
        caller = found.snapshot.callers.get(arn) or Caller(arn, arn.split(":")[4])
        account = found.snapshot.accounts.get(caller.account)
        name = f"{caller.name}-update"
        policies = [
            Policy(name if len(written) == 1 else f"{name}-{number}", document)
            for number, document in enumerate(written, 1)
        ]
        title = f"{shown}: what the update needs."
        typer.echo(pulumi_program(title, caller, policies, account.name if account else caller.account))
