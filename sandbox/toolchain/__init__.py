"""What must be on this machine before the sandbox can run? Find, fetch or build it."""
