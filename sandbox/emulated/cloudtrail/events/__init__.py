"""What happened? The record of a call as CloudTrail writes it, how long it is kept, and how it is found again."""
