"""Proof: the reported failure before, gone after, back without, nothing else broken, the same again."""
