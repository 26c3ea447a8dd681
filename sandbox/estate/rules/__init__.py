"""The rules that hold across an estate: one file a rule, found by scanning this folder."""
