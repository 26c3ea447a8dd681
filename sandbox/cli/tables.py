"""Tables of what is deployed or planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Column, Table

from sandbox.cli.console import out, print_unwrapped
from sandbox.deploy.errors import ended
from sandbox.deploy.lines import LineState, note
from sandbox.deploy.progress import KEEP, kept
from sandbox.deploy.up import Up
from sandbox.engine.model import Death
from sandbox.estate.model import Estate

MARK = {"create": "[green]+[/]", "update": "[yellow]~[/]", "delete": "[red]-[/]", "replace": "[magenta]±[/]"}


def show_deployed(name: str, estate: Estate, done: Up, seconds: float) -> None:
    """Print what `up` deployed, without sections that would be empty, and which commands to try next."""
    count = len(done.estate.accounts)
    rows = [
        (account.name, account.id, *((account.vpc.id, account.vpc.cidr) if account.vpc else ("", "")))
        for account in done.estate.accounts
    ]
    show_rows(("account", "id", "VPC", "range"), rows, f"{name}: {count} account{'' if count == 1 else 's'}")
    lines = [(line.name, line.id, line.location, line.bandwidth) for line in done.estate.lines]
    show_rows(("line", "connection", "location", "bandwidth"), lines, "Direct Connect")
    show_cut_lines(done.cut_lines)
    changed = {verb: count for verb, count in done.changes.items() if verb != "same"}
    summary = ", ".join(f"{count} {verb}" for verb, count in sorted(changed.items())) or "nothing to change"
    out.print(
        f"{summary}, {done.changes.get('same', 0)} unchanged, {seconds:.0f} s. Endpoint: {done.endpoint}",
        soft_wrap=True,
    )
    commands = {
        'eval "$(sandbox env)"; pulumi preview': "plain Pulumi against the sandbox",
        **_shell_in(estate, [account.name for account in done.estate.accounts if account.role_arn]),
        "sandbox status": "what is deployed",
        "sandbox down": "stop the sandbox",
    }
    width = max(map(len, commands)) + 3
    lines_of_text = ["\nTry next:", *(f"  {command:{width}}{purpose}" for command, purpose in commands.items())]
    out.print("\n".join(lines_of_text), highlight=False, markup=False, soft_wrap=True)


def show_cut_lines(lines: Iterable[LineState]) -> None:
    """Print each line that is cut, and that it stays so."""
    for text in note(lines):
        out.print(text, soft_wrap=True, highlight=False, markup=False)


def show_enforcement(mode: str, *, account_id_keys: bool) -> None:
    """Print what the engine does with calls that AWS would refuse, and with account ids as access keys."""
    done = {"enforce": "refused", "audit": "logged, not refused", "off": "not examined"}[mode]
    keys = "accepted" if account_id_keys else "refused"
    line = f"Enforcement: {mode}: calls that AWS would refuse are {done}. Account ids as access keys: {keys}."
    out.print(line, soft_wrap=True, highlight=False)


def _shell_in(estate: Estate, members: Collection[str]) -> dict[str, str]:
    """Return the command that enters a deployed member account, in the role of a job where the estate has one."""
    department = next((name for name in estate.departments if name in members), None)
    if department is not None and estate.jobs:
        role = reading_job(estate)
        return {f"sandbox shell --account {department} --role {role}": f"a shell as {role} of {department}"}
    account = next(iter(members), None)
    return {f"sandbox shell --account {account}": f"a shell in {account}"} if account is not None else {}


def reading_job(estate: Estate) -> str:
    """Return the first job with read-only policies alone, else the first job."""
    read_only = (
        name for name, job in estate.jobs.items() if job.policies and all("ReadOnly" in each for each in job.policies)
    )
    return next(read_only, next(iter(estate.jobs)))


def show_plans(plans: dict[str, dict[str, Any]]) -> None:
    """Print each step that changes something, then the counts."""
    counts: Counter[str] = Counter()
    for plan in plans.values():
        counts.update(plan["changeSummary"])  # the steps omit most resources that do not change
        for step in plan.get("steps", []):
            if step["op"] != "same":
                *_, kind, name = step["urn"].split("::")
                verb = KEEP if kept(step) else MARK.get(step["op"], step["op"])
                if verb == KEEP:  # Pulumi counts it as deleted
                    counts.update({KEEP: 1, step["op"]: -1})
                line = f"{verb} {kind.rsplit('$', 1)[-1]} [bold]{escape(name)}[/]"
                out.print(line, highlight=False, soft_wrap=True)  # one line for each, so that they can be counted
    summary = ", ".join(f"{count} {verb}" for verb, count in sorted(counts.items()) if count) or "nothing"
    out.print(f"{summary}. Nothing was changed.")


def show_status(found: dict[str, Any]) -> None:
    """Print engine, estate, accounts and stacks."""
    if found["ended"] is not None:
        out.print(f"{ended(Death(**found['ended']))} `sandbox up` rebuilds the estate.", soft_wrap=True, markup=False)
        return
    if found["engine"] is None:
        out.print("No sandbox is running in this project. `sandbox up` starts it.")
        return
    engine = found["engine"]
    health = "healthy" if engine["healthy"] else "not healthy: see `sandbox logs`"
    where = {"host": f"{engine['rss_mb']} MB", "docker": "in docker", "attach": "attached"}[engine["form"]]
    out.print(f"{found['endpoint']}  LocalStack {engine['version']}, {where}, {health}", soft_wrap=True)
    if found["enforcement"] is not None:
        show_enforcement(**found["enforcement"])
    if not found["deployed"]:
        out.print("No estate is deployed. `sandbox up` deploys it.")
        return
    deployed = found["estate"] or "none: the program has a management account of its own"
    out.print(f"Estate: {deployed}", soft_wrap=True, highlight=False)
    accounts = [(name, account["id"], account["role_arn"] or "") for name, account in found["accounts"].items()]
    show_rows(("account", "id", "entry role"), accounts)
    show_cut_lines(LineState(**line) for line in found["lines"])
    stacks = [(name, str(stack["resources"]), _second(stack["last_update"])) for name, stack in found["stacks"].items()]
    show_rows(("stack", "resources", "last update"), stacks)


def _second(time: str | None) -> str:
    """Return a time of Pulumi's state without the fraction of its second."""
    return "" if time is None else datetime.fromisoformat(time).replace(microsecond=0).isoformat(" ")


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str | None = None) -> None:
    """Print a table of these rows without the columns that are empty in all of them; nothing where there is no row."""
    if not rows:
        return
    used = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    table = _table(*(columns[number] for number in used), title=title)
    for row in rows:
        table.add_row(*(row[number] for number in used))
    print_unwrapped(table)


def _table(*columns: str, title: str | None = None) -> Table:
    """Return a table whose cells wrap on a narrow terminal, so that no id is cut."""
    return Table(*(Column(name, overflow="fold", no_wrap=name == "id") for name in columns), title=title)
