"""The sandbox's defences, one switch each, so that a test can show what each one stops."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Defences:
    """Which defences are up; all of them, always, outside the attack tests.

    Only a backend's constructor takes it: no setting, environment variable or
    job reaches it. ``user_namespace`` down works for root alone.
    """

    user_namespace: bool = True
    pid_namespace: bool = True
    network_namespace: bool = True
    ipc_namespace: bool = True
    nested_namespaces_refused: bool = True
    clean_environment: bool = True
    private_filesystem: bool = True
    seccomp: bool = True
    non_root: bool = True
    control_group: bool = True
    process_limit: bool = True
    memory_limit: bool = True
    disk_limit: bool = True
    time_limit: bool = True
    output_limit: bool = True
    file_limit: bool = True
    registry_allow_list: bool = True
    public_addresses_only: bool = True


ALL_UP = Defences()
