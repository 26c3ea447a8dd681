"""AWS Glue: the operations that are refused here."""
