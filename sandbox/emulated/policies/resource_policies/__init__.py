"""Resources that have policies: one file a service, named by the service in ARNs, with a `resource` function.

`resource(arn)` takes an `Arn` and returns the resource, or None for one that does not exist or has no policy of its
own. Found by presence.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache

from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Resource


@cache
def readers() -> Mapping[str, Callable[..., Resource | None]]:
    """Return the function of each file, by the service in ARNs."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    return {
        name.rstrip("_").replace("_", "-"): importlib.import_module(f"{__name__}.{name}").resource for name in names
    }


def resource_of(arn: str, *version: str) -> Resource | None:
    """Return the resource of an ARN with its policy; None where its service's resources have none here.

    Args:
        arn: ARN of the resource.
        version: That of the object of S3 that a call names, where it names one.

    """
    parsed = Arn.parse(arn)
    reader = readers().get(parsed.service) if parsed is not None and "*" not in arn else None
    return reader(parsed, *version) if reader is not None and parsed is not None else None
