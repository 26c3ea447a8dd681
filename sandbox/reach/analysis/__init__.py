"""Analyse flows: where packets start, which of them return, and what is made of it."""

from sandbox.reach.analysis.analyzer import Analyzer

__all__ = ["Analyzer"]
