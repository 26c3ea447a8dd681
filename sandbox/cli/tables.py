"""Tables of what is deployed, planned or found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.markup import escape
from rich.table import Column, Table

from sandbox.cli.console import out
from sandbox.deploy.errors import ended
from sandbox.deploy.progress import KEEP, kept
from sandbox.deploy.up import Up
from sandbox.engine.model import Death
from sandbox.estate.model import Estate
from sandbox.toolchain import Finding

MARK = {"create": "[green]+[/]", "update": "[yellow]~[/]", "delete": "[red]-[/]", "replace": "[magenta]±[/]"}


def show_estate(estate: Estate, done: Up, seconds: float) -> None:
    """Print what `up` deployed and which commands to try next."""
    accounts = _table("account", "id", "VPC", "range", title=f"{estate.name}: {len(done.estate.accounts)} accounts")
    for account in done.estate.accounts:
        vpc = (account.vpc.id, account.vpc.cidr) if account.vpc else ("", "")
        accounts.add_row(account.name, account.id, *vpc)
    out.print(accounts)
    lines = _table("line", "connection", "location", "bandwidth", title="Direct Connect")
    for line in done.estate.lines:
        lines.add_row(line.name, line.id, line.location, line.bandwidth)
    out.print(lines)
    changed = {verb: count for verb, count in done.changes.items() if verb != "same"}
    summary = ", ".join(f"{count} {verb}" for verb, count in sorted(changed.items())) or "nothing to change"
    out.print(
        f"{summary}, {done.changes.get('same', 0)} unchanged, {seconds:.0f} s. Endpoint: {done.endpoint}",
        soft_wrap=True,
    )
    commands = {
        'eval "$(sandbox env)"; pulumi preview': "plain Pulumi against the sandbox",
        **_shell_in(estate),
        "sandbox status": "what is deployed",
        "sandbox down": "stop the sandbox",
    }
    width = max(map(len, commands)) + 3
    lines_of_text = ["\nTry next:", *(f"  {command:{width}}{purpose}" for command, purpose in commands.items())]
    out.print("\n".join(lines_of_text), highlight=False, markup=False, soft_wrap=True)


def _shell_in(estate: Estate) -> dict[str, str]:
    """Return the command that enters an account of this estate, in the role of a job where it has one."""
    if estate.departments and estate.jobs:
        department, role = estate.departments[0], reading_job(estate)
        return {f"sandbox shell --account {department} --role {role}": f"a shell as {role} of {department}"}
    account = next(iter(estate.accounts), None)
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
    if found["estate"] is None:
        out.print("No estate is deployed. `sandbox up` deploys it.")
        return
    out.print(f"Estate: {found['estate']}", soft_wrap=True, highlight=False)
    accounts = _table("account", "id", "entry role")
    for name, account in found["accounts"].items():
        accounts.add_row(name, account["id"], account["role_arn"] or "")
    out.print(accounts)
    stacks = _table("stack", "resources", "last update")
    for name, stack in found["stacks"].items():
        stacks.add_row(name, str(stack["resources"]), stack["last_update"] or "")
    out.print(stacks)


def show_findings(findings: list[Finding]) -> None:
    """Print the findings of `doctor`."""
    table = _table("", "what", "found", *(() if all(finding.good for finding in findings) else ("what to do",)))
    for finding in findings:
        verdict = "[green]ok[/]" if finding.good else "[red]no[/]"
        table.add_row(
            verdict, *map(escape, (finding.subject, finding.detail, finding.next_step)[: len(table.columns) - 1])
        )
    out.print(table)


def _table(*columns: str, title: str | None = None) -> Table:
    """Return a table whose cells wrap on a narrow terminal, so that no id is cut."""
    return Table(*(Column(name, overflow="fold", no_wrap=name == "id") for name in columns), title=title)
