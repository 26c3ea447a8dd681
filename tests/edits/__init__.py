"""Edits of an estate file, each valid in itself, and the deployment of each in turn."""
