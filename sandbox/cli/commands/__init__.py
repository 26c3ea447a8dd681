"""The commands of `sandbox`: one file a command, named like the command."""
