"""HTTP to addresses that somebody else chose. Nothing is imported here: the client takes a while to load."""
