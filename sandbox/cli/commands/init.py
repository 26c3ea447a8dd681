"""`sandbox init`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sandbox.cli import console
from sandbox.scaffold.contents import EXAMPLES
from sandbox.scaffold.write import summary, write

app = typer.Typer()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="The folder to write the project to.")] = Path(),
    example: Annotated[
        str | None, typer.Option("--example", metavar="|".join(EXAMPLES), help="Write the reference estate instead.")
    ] = None,
) -> None:
    """Write a small estate of two departments: estate file, program, policy tests, CI workflow. Overwrites nothing."""
    written = write(folder, example)
    for name, count in summary(written).items():
        files = "1 file" if count == 1 else f"{count} files"
        console.out.print(f"{name}  {files}" if name.endswith("/") else name, highlight=False, markup=False)
    if written.to_ignore:
        lines = "\n".join(f"  {line}" for line in written.to_ignore)
        console.out.print(f"\nAdd to your .gitignore:\n{lines}", highlight=False, markup=False)
    enter = "" if written.folder == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    console.out.print(
        f"\nTry next:\n{enter}"
        "  sandbox estate check   checks the estate file\n"
        "  sandbox preview        shows what the program deploys; needs no running sandbox\n"
        "  pytest tests/intents   runs the policy tests against the plan\n"
        "  sandbox up             deploys the estate in the sandbox",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
