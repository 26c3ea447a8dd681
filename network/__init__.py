"""How do bytes travel between data centre, hub and accounts? Pulumi components for the network."""
