"""The analyzers in the engine, and the lock that changes take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, LocalAttribute

from sandbox.emulated.accessanalyzer.errors import not_found
from sandbox.emulated.accessanalyzer.model import Analyzer
from sandbox.emulated.service_call import Call
from sandbox.iam.arn import Arn

_LOCK = RLock()
_PREFIX = "analyzer/"


class AnalyzerStore(BaseStore):
    """The analyzers of one account and Region, by name."""

    analyzers: dict[str, Analyzer] = LocalAttribute(default=dict)


_stores = AccountRegionBundle("accessanalyzer", AnalyzerStore, validate=False)


class Analyzers:
    """The analyzers that a call sees: those of its account and Region."""

    def __init__(self, call: Call) -> None:
        self.by_name: dict[str, Analyzer] = _stores[call.account][call.region].analyzers
        self._place = (call.account, call.region)

    def named(self, name: str) -> Analyzer:
        """Return an analyzer by its name; raises ResourceNotFoundException."""
        if name not in self.by_name:
            raise not_found("Analyzer", name)
        return self.by_name[name]

    def of_arn(self, text: str) -> Analyzer:
        """Return an analyzer by its ARN; raises ResourceNotFoundException."""
        arn = Arn.parse(text)
        if arn is None or (arn.account, arn.region) != self._place or not arn.resource.startswith(_PREFIX):
            raise not_found("Analyzer", text)
        return self.named(arn.resource.removeprefix(_PREFIX))


@contextmanager
def open_state(call: Any) -> Iterator[Analyzers]:
    """Lock the analyzers."""
    with _LOCK:
        yield Analyzers(call)
