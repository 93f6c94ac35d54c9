"""What ``autofix doctor`` looks at: each check is a function that answers a ``Check``."""
