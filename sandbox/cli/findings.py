"""The table of what `doctor` found."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Column, Table

from sandbox.cli.console import print_unwrapped
from sandbox.doctor import Finding


def show(findings: list[Finding]) -> None:
    """Print the findings, with a column of what to do where one is not good."""
    columns = ("", "what", "found", *(() if all(finding.good for finding in findings) else ("what to do",)))
    table = Table(*(Column(name, overflow="fold") for name in columns))
    for finding in findings:
        verdict = "[green]ok[/]" if finding.good else "[red]no[/]"
        texts = (finding.subject, finding.detail, finding.next_step)[: len(columns) - 1]
        table.add_row(verdict, *map(escape, texts))
    print_unwrapped(table)
