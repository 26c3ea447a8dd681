"""The commands: one module for each, whose name is the command's."""
