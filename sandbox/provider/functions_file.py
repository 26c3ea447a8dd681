"""The functions that a program invokes in a preview, in a file: Pulumi's plans do not have them."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sandbox.provider.configuration import Configuration
from sandbox.provider.values import Values, has_unknown

FUNCTIONS_FILE: Final = "SANDBOX_FUNCTIONS_FILE"
"""Environment variable with the path of the file; functions are not recorded without it."""


def record_invoke(environment: Mapping[str, str], configuration: Configuration, token: str, args: Values) -> None:
    """Append a function, its arguments and the provider's configuration to the file that the environment names."""
    path = environment.get(FUNCTIONS_FILE)
    if not path:
        return
    line = {
        "function": token,
        "args": {name: value for name, value in args.items() if not has_unknown(value)},
        "account": configuration.account,
        "region": configuration.region,
        "roles": [{"arn": role.arn, "request": dict(role.request)} for role in configuration.roles],
    }
    with Path(path).open("ab", buffering=0) as file:  # one write, since several providers append
        file.write(json.dumps(line, default=str).encode() + os.linesep.encode())


def recorded_functions(path: Path) -> list[Values]:
    """Return the functions of a file, each one time; none where there is no file."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in dict.fromkeys(path.read_text().splitlines())]
