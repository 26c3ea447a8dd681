"""Pulumi components for the network between data centre, transit gateway and accounts."""
