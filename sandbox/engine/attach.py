"""An engine that runs elsewhere, at a URL: used, never started and never stopped."""

from __future__ import annotations

from urllib.parse import urlsplit

from sandbox.engine import endpoint, health, record, token
from sandbox.engine.errors import EngineNotHealthy, EngineNotThere, TokenRefused
from sandbox.engine.model import Engine, Record
from sandbox.settings import Settings

PORTS = {"http": 80, "https": 443}


def look(settings: Settings, url: str) -> Engine | None:
    """Return the LocalStack at the URL; None where nothing there speaks LocalStack."""
    info = endpoint.info(url)
    if info is None:
        return None
    ours = endpoint.identity(url) or {}
    return Engine(
        endpoint=url,
        pid=None,
        version=str(info.get("version", "unknown")),
        instance=str(ours.get("instance") or info.get("session_id") or "unknown"),
        healthy=health.sound(url),
        rss_mb=0,
        form="attach",
        token=token.read(settings),
    )


def join(settings: Settings, url: str) -> Engine:
    """Use the engine at the URL and record it. Raises EngineNotThere, TokenRefused, EngineNotHealthy."""
    found = look(settings, url)
    if found is None:
        raise EngineNotThere(url, "no answer to /_localstack/info")
    if not endpoint.takes(url, found.token):
        raise TokenRefused(url, token.path(settings))
    if silent := health.silent(url, found.token):
        raise EngineNotHealthy(
            url, silent, "Attach to an engine that has this project's plugins, or to a licensed LocalStack."
        )
    parts = urlsplit(url)
    joined = Record(
        made_by=record.MADE_BY,
        form="attach",
        endpoint=url,
        port=parts.port or PORTS[parts.scheme],
        instance=found.instance,
        pid=None,
        created=None,
    )
    record.write(settings, joined)
    return found
