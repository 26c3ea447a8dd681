"""The network of a plan, a running sandbox or exported files, read into the model of `sandbox.reach`."""

from sandbox.snapshot.network.loader import load

__all__ = ["load"]
