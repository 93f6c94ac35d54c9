"""The SQL of the core's look-up functions (see ``row_security``), for its migration."""

# Workers are shared fairly: a tenant that runs some jobs gets no further one while a tenant that runs fewer has one
# due. A tenant that runs none always gets in, as does a job that lost its worker. ``waiting`` takes one step in the
# index ``job_turns`` for each tenant, however many of its jobs are due.
CLAIM_JOB = """
WITH RECURSIVE held AS (
    SELECT tenant_id, count(*) AS jobs FROM core_job
    WHERE state = 'running' AND lease_until >= statement_timestamp() GROUP BY tenant_id
), waiting (tenant_id) AS (
    (SELECT tenant_id FROM core_job WHERE state = 'pending' AND due_at <= statement_timestamp()
     ORDER BY tenant_id LIMIT 1)
    UNION ALL
    SELECT following.tenant_id FROM waiting CROSS JOIN LATERAL (
        SELECT tenant_id FROM core_job
        WHERE state = 'pending' AND due_at <= statement_timestamp() AND tenant_id > waiting.tenant_id
        ORDER BY tenant_id LIMIT 1) AS following
)
UPDATE core_job SET
    state = 'running', fence = fence + 1, owner = p_owner, nudged_at = NULL,
    claimed_at = clock_timestamp(), lease_until = clock_timestamp() + make_interval(secs => p_seconds),
    kills = kills + CASE WHEN state = 'running' THEN 1 ELSE 0 END
WHERE id = p_job AND (
    (state = 'pending' AND due_at <= clock_timestamp() AND NOT EXISTS (
        SELECT FROM held AS own, waiting LEFT JOIN held AS theirs USING (tenant_id)
        WHERE own.tenant_id = core_job.tenant_id AND coalesce(theirs.jobs, 0) < own.jobs))
    OR (state = 'running' AND lease_until < clock_timestamp()))
RETURNING id, tenant_id, kind, subject, fence, attempts, kills, correlation
"""
CLAIMED = (
    "TABLE(job_id varchar, tenant_id varchar, kind varchar, subject varchar, fence bigint, "
    "attempts smallint, kills smallint, correlation varchar)"
)

# A nudge is given five seconds before it counts as lost, so that a busy worker's queue does not grow. Tenants take
# turns: the first job of each comes before the second of any. The conditions are there twice, for another sweeper may
# have nudged the job between the numbering and the lock.
DUE_JOBS = """
UPDATE core_job SET nudged_at = clock_timestamp() WHERE id IN (
    SELECT id FROM core_job JOIN (
        SELECT id, row_number() OVER (PARTITION BY tenant_id ORDER BY priority, due_at) AS turn FROM core_job
        WHERE ((state = 'pending' AND due_at <= clock_timestamp())
            OR (state = 'running' AND lease_until < clock_timestamp()))
          AND (nudged_at IS NULL OR nudged_at < clock_timestamp() - interval '5 seconds')) AS queued USING (id)
    WHERE ((state = 'pending' AND due_at <= clock_timestamp())
        OR (state = 'running' AND lease_until < clock_timestamp()))
      AND (nudged_at IS NULL OR nudged_at < clock_timestamp() - interval '5 seconds')
    ORDER BY turn, priority, due_at LIMIT p_limit FOR UPDATE OF core_job SKIP LOCKED)
RETURNING id
"""
