"""Asking a model for a repair: what it is shown, what it is asked, and how its answer becomes a candidate."""
