"""What happens to the service's other processes, from outside: killed, stopped, emptied."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
import redis

from tests.storm.claims import no_claims
from tests.storm.lines import KILLED, PAUSED, read_lines, write_line
from tests.storm.points import MOST_KILLS
from tests.storm.service import Running

HANG_SECONDS = 10.0


@dataclass(frozen=True)
class Owned:
    """A job that is being run: by which process, with which fence, after how many kills."""

    job: str
    pid: int
    fence: int
    kills: int


@dataclass
class Weather:
    """Faults from outside; ``fired`` counts them."""

    service: Running
    tenant_id: str
    chance: random.Random
    fired: Counter[str] = field(default_factory=Counter)
    paused: dict[str, tuple[int, int]] = field(default_factory=dict)

    def names(self) -> dict[str, Callable[[], bool]]:
        """Every fault with what makes it happen; that answers false when there was no chance for it."""
        return {
            "random worker process": self._kill_a_process,
            "random whole worker": self._kill_a_worker,
            "redis flushed": self._flush,
            "redis killed": lambda: self._signal("redis", signal.SIGKILL),
            "redis hangs for 10 s": self._hang,
            "postgresql restarted": lambda: self._outage(signal.SIGINT),
            "postgresql crashes": lambda: self._outage(signal.SIGQUIT),
            "beat killed": lambda: self._signal("beat", signal.SIGKILL),
            "web killed": lambda: self._signal("web", signal.SIGKILL),
            "keeper killed": lambda: self._signal("releases", signal.SIGKILL),
        }

    def strike(self, name: str) -> bool:
        """Let one fault happen."""
        is_done = self.names()[name]()
        self.fired[name] += is_done
        return is_done

    def owned(self) -> list[Owned]:
        """The jobs that are being run, as the database has them; nothing while it is away."""
        try:
            with psycopg.connect(self.service.database_url, connect_timeout=2) as connection:
                connection.execute("SELECT set_config('app.tenant', %s, true)", [self.tenant_id])
                query = "SELECT id, owner, fence, kills FROM core_job WHERE state = 'running' AND owner <> ''"
                rows = connection.execute(query).fetchall()
        except psycopg.Error:
            return []
        return [Owned(job, int(owner.split(":")[1]), fence, kills) for job, owner, fence, kills in rows]

    def open_jobs(self) -> int:
        """How many jobs are neither done nor dead; 1 while the database is away."""
        query = "SELECT count(*) FROM core_job WHERE state IN ('pending', 'running')"
        try:
            with psycopg.connect(self.service.database_url, connect_timeout=2) as connection:
                connection.execute("SELECT set_config('app.tenant', %s, true)", [self.tenant_id])
                row = connection.execute(query).fetchone()
        except psycopg.Error:
            return 1
        return int(row[0]) if row else 0

    def let_go_on(self, *, all_of_them: bool = False) -> None:
        """Resume the processes that stopped themselves and whose job another has taken by now."""
        lines = read_lines(self.service.place.folder)
        claimed = {line.job: line.fence for line in lines if line.what == "claimed"}
        for line in lines:
            key = f"{line.job}:{line.fence}"
            if line.what == PAUSED and key not in self.paused:
                self.paused[key] = (line.pid, line.fence)
        for key, (pid, fence) in tuple(self.paused.items()):
            if pid and (all_of_them or claimed.get(key.partition(":")[0], 0) > fence):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
                self.paused[key] = (0, fence)

    def _signal(self, name: str, number: signal.Signals) -> bool:
        pids = self.service.pids(name)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        return bool(pids)

    def _outage(self, number: signal.Signals) -> bool:
        # The leases run out meanwhile, which counts as a worker's death.
        with no_claims(self.service.place.folder) as is_alone:
            if not is_alone or any(one.kills > MOST_KILLS for one in self.owned()):
                return False
            return self._signal("postgresql", number)

    def _flush(self) -> bool:
        try:
            with redis.Redis.from_url(self.service.redis_url, socket_timeout=2) as client:
                return bool(client.flushall())
        except redis.RedisError:
            return False

    def _hang(self) -> bool:
        pids = self.service.pids("redis")
        if not self._signal("redis", signal.SIGSTOP):
            return False
        time.sleep(HANG_SECONDS)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        return True

    def _kill_a_process(self) -> bool:
        processes = self.service.worker_processes()
        busy = [one for one in self.owned() if one.pid in processes and one.kills <= MOST_KILLS]
        if not busy:
            return False
        one = self.chance.choice(busy)
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
            write_line(self.service.place.folder, KILLED, "random worker process", one.job, one.fence, pid=one.pid)
            return True
        return False

    def _kill_a_worker(self) -> bool:
        with no_claims(self.service.place.folder) as is_alone:
            return is_alone and self._kill_one_of_the_workers()

    def _kill_one_of_the_workers(self) -> bool:
        processes = self.service.worker_processes()
        busy = [one for one in self.owned() if one.pid in processes]
        workers = {processes[one.pid] for one in busy}
        spared = {processes[one.pid] for one in busy if one.kills > MOST_KILLS}
        if not workers - spared:
            return False
        worker = self.chance.choice(sorted(workers - spared))
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            for one in busy:
                if processes[one.pid] == worker:
                    write_line(
                        self.service.place.folder, KILLED, "random whole worker", one.job, one.fence, pid=one.pid
                    )
            return True
        return False
