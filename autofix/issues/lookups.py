"""The SQL of the look-up that finds signals to digest."""

TENANTS_WITH_SIGNALS = "SELECT DISTINCT tenant_id FROM issues_signal WHERE digested_at IS NULL"
