"""What does a service add to the rules that all share? One file a service, found by scanning this folder."""
