"""The SQL of the core's look-up functions (see ``row_security``), for its migration."""

CLAIM_JOB = """
UPDATE core_job SET
    state = 'running', fence = fence + 1, owner = p_owner, nudged_at = NULL,
    claimed_at = clock_timestamp(), lease_until = clock_timestamp() + make_interval(secs => p_seconds),
    kills = kills + CASE WHEN state = 'running' THEN 1 ELSE 0 END
WHERE id = p_job AND (
    (state = 'pending' AND due_at <= clock_timestamp())
    OR (state = 'running' AND lease_until < clock_timestamp()))
RETURNING id, tenant_id, kind, subject, fence, attempts, kills, correlation
"""
CLAIMED = (
    "TABLE(job_id varchar, tenant_id varchar, kind varchar, subject varchar, fence bigint, "
    "attempts smallint, kills smallint, correlation varchar)"
)

# A nudge is given five seconds before it counts as lost, so that a busy worker's queue does not grow.
DUE_JOBS = """
UPDATE core_job SET nudged_at = clock_timestamp() WHERE id IN (
    SELECT id FROM core_job
    WHERE ((state = 'pending' AND due_at <= clock_timestamp())
        OR (state = 'running' AND lease_until < clock_timestamp()))
      AND (nudged_at IS NULL OR nudged_at < clock_timestamp() - interval '5 seconds')
    ORDER BY priority, due_at LIMIT p_limit FOR UPDATE SKIP LOCKED)
RETURNING id
"""
