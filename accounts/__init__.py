"""Who owns what, and who may do what in it? Pulumi components for the organization and its accounts."""
