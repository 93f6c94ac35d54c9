"""Who uses the service: tenants, their people, plans and tokens."""
