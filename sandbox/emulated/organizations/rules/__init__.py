"""The rules of AWS Organizations: the state of all organizations and the pure functions that change it."""
