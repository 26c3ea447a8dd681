"""What must hold across the estate? One rule a file, found by its presence here."""
