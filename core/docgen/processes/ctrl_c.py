"""Ctrl-C waits while something is done that must not be left half done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import current_thread, main_thread


@contextmanager
def ctrl_c_later() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block."""
    if current_thread() is not main_thread():  # Python runs handlers of signals in the main thread alone
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def ctrl_c_spares_processes() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block, and stop no process that is started inside, not even while it begins.
    On Windows it only waits."""
    if not hasattr(signal, "pthread_sigmask"):
        with ctrl_c_later():
            yield
        return
    resource_tracker.ensure_running()  # inside the block it would let Ctrl-C through again
    with ctrl_c_later():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
