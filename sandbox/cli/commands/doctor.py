"""`sandbox doctor`."""

from __future__ import annotations

from dataclasses import asdict

import typer

from sandbox import toolchain
from sandbox.cli import console, options, tables

app = typer.Typer()


@app.command()
def doctor(json: options.Json = False) -> None:
    """Check that this machine has what the sandbox needs, and show how to install what is missing."""
    findings = toolchain.inspect(options.settings_of())
    if json:
        console.print_json([asdict(finding) for finding in findings])
    else:
        tables.show_findings(findings)
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)
