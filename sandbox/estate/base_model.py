"""The base of the estate's models, and the types that several of them use."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Asn = Annotated[int, Field(ge=1, le=4_294_967_294)]
"""Autonomous system number, two or four bytes."""


class Model(BaseModel):
    """Base of every part of the estate: frozen, nothing is coerced, and an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, validate_default=True
    )
