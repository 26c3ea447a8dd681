"""The Pulumi policy pack: runs the estate's policy tests against every preview."""
