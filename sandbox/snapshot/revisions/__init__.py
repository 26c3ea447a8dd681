"""What would the program of another commit plan? Its files from git, planned with nothing running, and kept."""

from sandbox.snapshot.revisions.planning import Revision, planned

__all__ = ["Revision", "planned"]
