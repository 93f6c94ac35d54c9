// Started by tsx.
