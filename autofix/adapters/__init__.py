"""Everything that touches the outside: processes, git, GitHub, models, mail."""
