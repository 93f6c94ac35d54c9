"""git, told to run nothing that a repository asks for."""
