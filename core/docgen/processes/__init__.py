"""Work in other processes: a pool that outlives a killed worker, the wall for what never ends, Ctrl-C that waits."""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.processes.clock import begin_document
    from docgen.processes.ctrl_c import ctrl_c_later, ctrl_c_spares_processes
    from docgen.processes.pool import Packing, Pool, Stopped

__all__ = ["Packing", "Pool", "Stopped", "begin_document", "ctrl_c_later", "ctrl_c_spares_processes"]

__getattr__ = lazy_names(
    __name__,
    {
        "processes.clock": "begin_document",
        "processes.ctrl_c": "ctrl_c_later ctrl_c_spares_processes",
        "processes.pool": "Packing Pool Stopped",
    },
)
