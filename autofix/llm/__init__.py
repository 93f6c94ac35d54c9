"""A tenant's language models: which are asked, how they are spoken to, what they may cost, and what they said."""
