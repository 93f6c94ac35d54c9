"""Safe stand-ins for what a server needs and this machine does not have: stores, and values for its environment."""
