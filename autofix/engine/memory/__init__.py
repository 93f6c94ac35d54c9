"""Memory: what an accepted repair teaches, and where it fits again (requirement D11)."""
