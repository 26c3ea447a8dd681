"""The tables that commands end in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.markup import escape
from rich.table import Column, Table

from sandbox.cli.console import out
from sandbox.deploy.up import Up
from sandbox.estate.model import Estate
from sandbox.toolchain import Finding

MARK = {"create": "[green]+[/]", "update": "[yellow]~[/]", "delete": "[red]-[/]", "replace": "[magenta]±[/]"}


def show_estate(estate: Estate, done: Up, seconds: float) -> None:
    """What stands after `up`, and what to try next."""
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
    said = ", ".join(f"{count} {verb}" for verb, count in sorted(changed.items())) or "nothing to change"
    out.print(
        f"{said}, {done.changes.get('same', 0)} as they were, {seconds:.0f} s. Endpoint: {done.endpoint}",
        soft_wrap=True,
    )
    out.print(
        "\nTry next:\n"
        '  eval "$(sandbox env)"; pulumi preview         plain Pulumi against the sandbox\n'
        "  sandbox shell --account mobile --role reader   look around as a reader of mobile\n"
        "  sandbox status                                 what stands\n"
        "  sandbox down                                   end it",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def show_plans(plans: dict[str, dict[str, Any]]) -> None:
    """Each step that changes something, then the counts."""
    counts: Counter[str] = Counter()
    for plan in plans.values():
        counts.update(plan["changeSummary"])  # the steps leave out most of what stays the same
        for step in plan.get("steps", []):
            if step["op"] != "same":
                *_, kind, name = step["urn"].split("::")
                verb = MARK.get(step["op"], step["op"])
                line = f"{verb} {kind.rsplit('$', 1)[-1]} [bold]{escape(name)}[/]"
                out.print(line, highlight=False, soft_wrap=True)  # one line a resource, for whoever counts them
    said = ", ".join(f"{count} {verb}" for verb, count in sorted(counts.items())) or "nothing"
    out.print(f"{said}. Nothing was changed.")


def show_status(found: dict[str, Any]) -> None:
    """Engine, accounts and stacks."""
    if found["engine"] is None:
        out.print("Nothing runs in this clone. `sandbox up` brings the estate up.")
        return
    engine = found["engine"]
    health = "healthy" if engine["healthy"] else "not healthy: `sandbox logs` says more"
    where = {"host": f"{engine['rss_mb']} MB", "docker": "in docker", "attach": "attached"}[engine["form"]]
    out.print(f"{found['endpoint']}  LocalStack {engine['version']}, {where}, {health}", soft_wrap=True)
    accounts = _table("account", "id", "entry role")
    for name, account in found["accounts"].items():
        accounts.add_row(name, account["id"], account["role_arn"] or "")
    out.print(accounts)
    stacks = _table("stack", "resources", "last update")
    for name, stack in found["stacks"].items():
        stacks.add_row(name, str(stack["resources"]), stack["last_update"] or "")
    out.print(stacks)


def show_findings(findings: list[Finding]) -> None:
    """What `doctor` saw."""
    table = _table("", "what", "found", *(() if all(finding.good for finding in findings) else ("what to do",)))
    for finding in findings:
        verdict = "[green]ok[/]" if finding.good else "[red]no[/]"
        table.add_row(
            verdict, *map(escape, (finding.subject, finding.detail, finding.next_step)[: len(table.columns) - 1])
        )
    out.print(table)


def _table(*columns: str, title: str | None = None) -> Table:
    """A table whose cells break over lines on a narrow terminal: an id that is cut short is of no use."""
    return Table(*(Column(name, overflow="fold", no_wrap=name == "id") for name in columns), title=title)
