"""Families of policy checks: one module each, with a function `findings`."""
