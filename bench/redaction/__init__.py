"""Planted secrets, and how many of them are found; clean code, and how much of it is taken for a secret."""
