"""The plan of another commit: its files from git, planned with nothing running, and cached."""

from sandbox.snapshot.revisions.planning import Revision, plan_revision

__all__ = ["Revision", "plan_revision"]
