"""SAML assertions: read and verified against the metadata of a SAML provider in IAM."""
