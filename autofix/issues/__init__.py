"""Issues: signals with one cause, counted and followed."""
