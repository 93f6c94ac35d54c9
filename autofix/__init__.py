"""AutoFix: verified fixes for broken web projects."""

__version__ = "0.1.0"
