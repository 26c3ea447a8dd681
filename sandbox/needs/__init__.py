"""The AWS calls that a planned update makes, the permissions that they need, and those that the deployer lacks."""
