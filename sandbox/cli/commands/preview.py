"""`sandbox preview`."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import typer

from sandbox.cli import console, iam_options, options, tables
from sandbox.deploy.estate_choice import with_deployed_file
from sandbox.deploy.preview import preview as plan
from sandbox.estate import load
from sandbox.report import access_diff
from sandbox.report.flow_diff import flow_diff_tree
from sandbox.report.update_needs import lack_text, summary, unknown_text
from sandbox.settings import Settings

app = typer.Typer()


@app.command()
def preview(split: options.Split = False, estate: options.EstateFile = None, json: options.Json = False) -> None:
    """Show what `sandbox up` would do; needs no running sandbox and changes nothing."""
    settings = options.settings_of(estate)
    title = "Planning the program" if settings.project.estate is None else "Planning the estate"
    with console.working(title) as notify, ThreadPoolExecutor(1) as pool:
        pool.submit(import_module, _EFFECTS)  # while Pulumi plans: it takes a second
        if estate is None:
            settings = with_deployed_file(settings, notify)
        plans = plan(settings, load(settings.estate), notify, form="split" if split else None)
    if json:
        console.print_json(next(iter(plans.values())) if set(plans) == {settings.project.stack} else plans)
    else:
        tables.show_plans(plans)
        _show_effects(settings, plans)
        _show_needs(settings, plans)


_EFFECTS = "sandbox.update_effects"


def _show_effects(settings: Settings, plans: Mapping[str, Any]) -> None:
    """Print who may do what, and what can reach what, after the update and not before, or the reverse."""
    from sandbox.update_effects import update_effects  # noqa: PLC0415 - imported while Pulumi plans

    found = update_effects(settings, plans, iam_options.table_order)
    if found is None:
        return
    if found.access:
        console.print_unwrapped(access_diff.tree(found.access, found.before, found.after, "Access"))
    else:
        console.out.print(access_diff.NO_CHANGE, highlight=False)
    console.print_unwrapped(flow_diff_tree(found.flows, "Network" if found.flows else ""))


def _show_needs(settings: Settings, plans: Mapping[str, Any]) -> None:
    """Print one line, and what is not allowed."""
    from sandbox.update_needs import update_needs  # noqa: PLC0415 - imported while Pulumi plans

    found = update_needs(settings, plans)
    lacking = (line for lack in found.lacks for line in lack_text(lack, found.snapshot))
    for line in (summary(found.needs, found.lacks), *lacking):
        console.out.print(line, highlight=False, markup=False, soft_wrap=True)
    for line in unknown_text(found.needs):
        console.progress.print(line, markup=False, soft_wrap=True)
