"""An immutable dict, so that a frozen model is immutable throughout and hashable."""

from __future__ import annotations

from typing import Any, NoReturn

from pydantic import AfterValidator


class FrozenDict[K, V](dict[K, V]):
    """A dict whose every change is a TypeError."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        del args, kwargs
        message = "an estate is immutable; model_copy(update=...) returns a changed copy"
        raise TypeError(message)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none, for it changes
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self),))


FROZEN: Any = AfterValidator(FrozenDict)
"""Annotates a dict of a model."""
