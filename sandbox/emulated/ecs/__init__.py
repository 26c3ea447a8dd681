"""Amazon ECS: the operations that are refused here."""
