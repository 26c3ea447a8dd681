"""A local, offline, multi-account AWS sandbox: estate model, policy tests, engine, provider and command line."""
