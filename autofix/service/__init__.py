"""The service's processes: what ``autofix up`` starts, and what a container runs one of."""
