"""AWS Config: the operations that are refused here."""
