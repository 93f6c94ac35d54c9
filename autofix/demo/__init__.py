"""The demonstration: a small application, really broken, really repaired."""
