"""The ``autofix`` command."""
