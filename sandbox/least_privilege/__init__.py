"""Least-privilege policies of a role, generated from the calls that the sandbox recorded. Pure."""
