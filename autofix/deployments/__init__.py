"""Deployments: from a commit to a healthy release, or back to the last one."""
