"""Unused access: roles, credentials and permissions that were not used for some days."""
