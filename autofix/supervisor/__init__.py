"""Runs the processes of one service on one machine, and leaves none behind."""
