"""What does AWS have, whoever asks? Tables of names, places and speeds; where each comes from stands on its top.

No code: rooms that may not import one another read one table, those inside the engine among them.
"""
