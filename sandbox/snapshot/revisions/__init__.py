"""The plan of another commit: its files from git, planned with nothing running, and cached."""

from sandbox.snapshot.revisions.planning import Revision, planned

__all__ = ["Revision", "planned"]
