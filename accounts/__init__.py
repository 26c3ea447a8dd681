"""Pulumi components for the organization and its accounts: units, guardrails, boundaries, jobs, baseline."""
