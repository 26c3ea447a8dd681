"""The plan of another commit: its files from git, planned with nothing running, and cached."""
