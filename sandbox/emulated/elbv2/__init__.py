"""Elastic Load Balancing: the operations that are refused here."""
