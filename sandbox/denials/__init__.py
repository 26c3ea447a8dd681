"""Denied calls of the sandbox: the record that the engine keeps of each, and its explanation. Pure."""
