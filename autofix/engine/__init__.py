"""Diagnose, propose, prove, gate: the repair engine as a plain library."""
