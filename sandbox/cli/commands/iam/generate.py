"""`sandbox iam generate`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sandbox import extras
from sandbox.access import names
from sandbox.cli import console, iam_options, options, recordings
from sandbox.least_privilege.generation import generate as generated_policies
from sandbox.least_privilege.pulumi_program import pulumi_program
from sandbox.least_privilege.recording import Recording
from sandbox.report.generated_policies import summary, title

app = typer.Typer()


@app.command()
def generate(  # noqa: PLR0917 - typer's parameters are options
    role: Annotated[str, typer.Argument(metavar="ROLE", help="account/role, account/user, or an ARN.")],
    form: Annotated[
        iam_options.PolicyFormat,
        typer.Option("--format", help="IAM policy documents, or a fragment of a Pulumi program."),
    ] = iam_options.PolicyFormat.JSON,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write to this file; of several documents, to FILE-1, FILE-2, ..."
        ),
    ] = None,
    recording: Annotated[
        Path | None,
        typer.Option("--recording", metavar="FILE", help="Use the recording of this file instead of the engine's."),
    ] = None,
    include_denied: Annotated[
        bool, typer.Option("--include-denied", help="Allow what was denied in every call too, as in mode audit.")
    ] = False,
    generalize: Annotated[
        bool,
        typer.Option("--generalize", help="Replace generated ids in ARNs, and names of S3 objects, by wildcards."),
    ] = False,
    snapshot: iam_options.Snapshot = "live",
) -> None:
    """Print least-privilege policies of a role from its recorded calls, within its boundary."""
    recorded = _recording(recording)
    read = iam_options.read_snapshot(snapshot).snapshot
    principal = names.role_or_user(read, role)
    found = generated_policies(recorded, principal, read, include_denied=include_denied, generalize=generalize)
    if form is iam_options.PolicyFormat.PYTHON:
        shown = names.display_name(read, principal.arn)
        account = read.accounts[principal.account].name if principal.account in read.accounts else principal.account
        texts = [pulumi_program(title(shown, recorded), principal, found.policies, account)] if found.policies else []
    else:
        texts = [f"{json.dumps(policy.document, indent=2, ensure_ascii=False)}\n" for policy in found.policies]
    _write(texts, output)
    for line in summary(found):
        console.progress.print(line, markup=False, soft_wrap=True)
    raise typer.Exit(0 if found.policies else NO_POLICY)


NO_POLICY = 3
"""The exit code where every recorded request is left out, so that there is no policy."""


def _recording(file: Path | None) -> Recording:
    if file is not None:
        return recordings.read(file)
    with extras.required():
        from sandbox.deploy import recordings as of_the_engine  # noqa: PLC0415 - needs the extra
        from sandbox.deploy.errors import NotRecording  # noqa: PLC0415 - as above

    found = of_the_engine.recording(options.settings_of())
    if found is None:
        raise NotRecording
    return found


def _write(texts: Sequence[str], output: Path | None) -> None:
    if output is None:
        for text in texts:
            typer.echo(text, nl=False)
    elif len(texts) == 1:
        console.write(output, texts[0])
    else:
        for number, text in enumerate(texts, 1):
            console.write(output.with_stem(f"{output.stem}-{number}"), text)
