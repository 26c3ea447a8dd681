"""What is the estate? The model of `estate.yaml`: read, validate, explain what is wrong where.

No I/O but reading the file; imports nothing else of ours.
"""
