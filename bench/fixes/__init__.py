"""The corpus of faults, and how many of them are fixed right."""
