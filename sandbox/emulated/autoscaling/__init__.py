"""Amazon EC2 Auto Scaling: the operations that are refused here."""
