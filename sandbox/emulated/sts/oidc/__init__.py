"""Tokens of OpenID Connect providers, verified with the keys that the provider publishes."""
