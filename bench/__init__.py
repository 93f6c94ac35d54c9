"""Timings. Nothing here is asserted: figures are printed beside their goal and as a ratio to a bare interpreter."""
