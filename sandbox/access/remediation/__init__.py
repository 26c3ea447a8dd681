"""The smallest edits of policies that would change a decision, and what else each edit changes."""
