"""The read-only view of a repository and what can be known from it."""
