"""Tables of what AWS refuses regardless of policies; each entry names the page with its rule."""
