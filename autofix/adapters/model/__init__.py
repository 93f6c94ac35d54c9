"""A language model behind an OpenAI-compatible endpoint. Nothing is imported here: ``openai`` takes a while to load."""
