"""The customer's routers from files: a YAML or JSON document of data centres, or configurations of routers."""

from sandbox.snapshot.network.routers.folder import read_far_end

__all__ = ["read_far_end"]
