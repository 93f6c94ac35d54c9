"""The SQL of the look-up that finds transcripts to drop."""

TENANTS_WITH_OLD_CALLS = (
    "SELECT DISTINCT tenant_id FROM llm_call WHERE text_dropped_at IS NULL AND created_at < p_before"
)
