"""Dask workers to give work to: processes of this machine, or those of a scheduler that is already there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from oped.errors import OpedError

if TYPE_CHECKING:
    from distributed import Client

CONNECT = "10s"
"""How long a scheduler may take to answer."""


@contextmanager
def workers_on(cluster: str, workers: int, module: str) -> Iterator["Client"]:
    """Connect to workers, and let go of them at the end; those of this machine end with it.

    Args:
        cluster: the address of a Dask scheduler whose workers have this version of oped; empty to use this machine.
        workers: how many processes on this machine; 0 for one a core.
        module: the module that the workers will need, such as "oped.read_many".

    Raises:
        OpedError: no scheduler answers, or its workers lack the module.
    """
    import dask
    from distributed import Client, LocalCluster

    # What is worked on travels with its task, whatever its size.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "100MB"})
    if cluster:
        try:
            client = Client(cluster, timeout=CONNECT)
        except (OSError, ValueError):
            raise OpedError(
                f"No Dask scheduler answers at {cluster}: check the address, or leave out --cluster."
            ) from None
        with client:
            try:
                client.run(import_module, module)
            except ImportError:
                raise OpedError(
                    f"The workers at {cluster} don't have oped: install this version of it there."
                ) from None
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers or os.cpu_count(),
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=50,
        ) as local,
        Client(local) as client,
    ):
        yield client
