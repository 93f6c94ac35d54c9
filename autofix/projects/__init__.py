"""Projects: repositories under care, their configuration and secrets."""
