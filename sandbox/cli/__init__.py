"""Which commands does a person type? Commands only; the work is done by the other rooms."""
