"""The configuration that `up` and `preview` give to the estate's stacks."""

from __future__ import annotations

import json

from sandbox.deploy import secrets
from sandbox.deploy.account_adoption import NOTHING_ADOPTED, Adoption
from sandbox.deploy.deployment import Form
from sandbox.deploy.stacks import Config
from sandbox.settings import Settings


def kept_configuration(
    settings: Settings, bgp: secrets.BgpKeys, form: Form, adoption: Adoption = NOTHING_ADOPTED
) -> Config:
    """Return the configuration that the project's stack settings keep: nothing of ours without an estate file."""
    return Config({}, {}) if settings.project.estate is None else configuration(settings, bgp, form, adoption)


def configuration(settings: Settings, bgp: secrets.BgpKeys, form: Form, adoption: Adoption = NOTHING_ADOPTED) -> Config:
    """Return the stack configuration: estate file, BGP keys, what is adopted, the layer where there is one stack."""
    layer = {"causeway:layer": "all"} if form == "all" else {}
    return Config(
        plain={"causeway:estate": str(settings.estate), "causeway:adopt": adoption.configuration(), **layer},
        secret={"causeway:bgpKeys": json.dumps(bgp, sort_keys=True)},
    )
