"""The engine as somebody else runs it, at a URL; asked, never started and never stopped."""

from __future__ import annotations

from sandbox.engine import endpoint as ask
from sandbox.engine.model import Engine


def look(url: str) -> Engine | None:
    """The LocalStack at the URL; None when nothing there speaks LocalStack."""
    info = ask.info(url)
    if info is None:
        return None
    ours = ask.identity(url) or {}
    return Engine(
        endpoint=url,
        pid=None,
        version=str(info.get("version", "unknown")),
        instance=str(ours.get("instance") or info.get("session_id") or "unknown"),
        healthy=True,
        rss_mb=0,
        form="attach",
    )
