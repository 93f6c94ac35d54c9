"""Fixes: from an issue to a proven, approved and published change."""
