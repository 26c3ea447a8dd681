"""Remediation: the smallest edits of policies that change a verdict, and what else each edit changes."""
