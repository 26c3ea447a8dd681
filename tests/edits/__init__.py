"""Edits of an estate file, each valid in itself, and a walk through them by real updates."""
