"""Evaluation rules of single AWS services: one file a service, found by scanning this folder."""
