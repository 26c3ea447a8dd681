"""`sandbox doctor`."""

from __future__ import annotations

from dataclasses import asdict

import typer

from sandbox import doctor as light
from sandbox.cli import console, findings, options
from sandbox.settings import Settings

app = typer.Typer()


@app.command()
def doctor(json: options.Json = False) -> None:
    """Check what is installed, the project and this machine, and show how to correct or get what is missing."""
    settings = options.settings_of()
    found = _found(settings)
    if json:
        console.print_json([asdict(finding) for finding in found])
    else:
        findings.show(found)
    if not all(finding.good for finding in found):
        raise typer.Exit(1)


def _found(settings: Settings) -> list[light.Finding]:
    """Return the findings; those of engine and Pulumi only where the extra is installed."""
    missing = light.missing_packages()
    found = [light.python(), light.installed_parts(missing), *light.project_findings(settings.project)]
    if missing:
        return found
    from sandbox import toolchain  # noqa: PLC0415 - needs the extra

    return [*found, *toolchain.inspect(settings)]
