"""Tables of what AWS has: action catalogue, managed policies, Direct Connect locations. Each names its source.

Data, read by every package, the ones that run inside the engine included.
"""
