"""Is LocalStack up? Start, watch and stop it, or attach to another endpoint."""
