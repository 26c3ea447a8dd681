"""The project that `sandbox init` writes: which files it has, and how they get into a folder."""
