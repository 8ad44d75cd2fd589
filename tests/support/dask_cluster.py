"""A Dask cluster of processes of its own, as somebody starts it by hand: a scheduler, workers that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
PATIENCE = 60


class DaskCluster:
    """A scheduler at `address` and its workers, which run in the `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", self.file
        )
        self.address = self._address()

    def worker(self, *options: object, preload: str = "") -> subprocess.Popen[bytes]:
        """Start a worker, which first runs what is to be loaded before."""
        words = [
            "worker",
            self.address,
            "--host",
            "127.0.0.1",
            "--no-nanny",
            "--no-dashboard",
            "--nthreads",
            "1",
            *options,
        ]
        if preload:
            file = self.folder / f"before{len(self.processes)}.py"
            file.write_text(preload, encoding="utf-8")
            words += ["--preload", file]
        return self._start(*words)

    def ready(self, workers: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
            end = time.monotonic() + PATIENCE
            while len(client.nthreads()) != workers and time.monotonic() < end:  # one that was ended may still be there
                time.sleep(0.1)
            assert len(client.nthreads()) == workers

    def close(self) -> None:
        """End all of it."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def _start(self, *words: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *map(str, words)]
        said = (self.folder / f"said{len(self.processes)}").open("wb")
        with said:
            process = subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, **SETTINGS}, stdout=said, stderr=subprocess.STDOUT
            )
        self.processes.append(process)
        return process

    def _address(self) -> str:
        import json

        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        raise TimeoutError((self.folder / "said0").read_text())


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, **how: str) -> Iterator[DaskCluster]:
    """A cluster with so many workers."""
    folder.mkdir(parents=True, exist_ok=True)
    made = DaskCluster(folder)
    try:
        for _ in range(workers):
            made.worker(**how)
        if workers:
            made.ready(workers)
        yield made
    finally:
        made.close()
