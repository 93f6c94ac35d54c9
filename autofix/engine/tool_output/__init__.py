"""One parser per tool: what it printed becomes findings."""
