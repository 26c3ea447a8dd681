"""An mkdocs hook that draws Mermaid diagrams as SVG when the site is built, so that a page loads nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from typing import Any

import mermaidx

_ID = "my-svg"  # the id that every drawing has; two on one page would share styles and arrowheads


def svg(source: str) -> str:
    """Return a Mermaid diagram as an SVG element with an id of its own."""
    drawing = str(mermaidx.render(source, theme="neutral").svg())
    return drawing.replace(_ID, f"diagram-{hashlib.sha256(source.encode()).hexdigest()[:8]}")


def fence(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:  # noqa: ARG001
    """Return the HTML of a fenced block of Mermaid; the arguments are those of a superfences formatter."""
    return f'<div class="{css_class}">{svg(source)}</div>'


def on_config(config: MutableMapping[str, Any]) -> None:
    """Register the fence."""
    config["mdx_configs"]["pymdownx.superfences"] = {
        "custom_fences": [{"name": "mermaid", "class": "diagram", "format": fence}]
    }
