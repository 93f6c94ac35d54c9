"""Memory: the lessons of a tenant, and those that tenants share."""
