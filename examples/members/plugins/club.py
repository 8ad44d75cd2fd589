"""What the Riverside Rowing Club counts: its members who have paid."""

from typing import Any

from docgen import Dataset, Registry, Text, figure, hookimpl

docgen_api = 2


@figure("paid", Text("members who have paid", "已缴会费"), Text("Members, Paid is yes", "Members 表里 Paid 为是的"))
def paid(data: Dataset) -> Any:
    """The rows behind the number."""
    return data["Members"].where(Paid=True)


@hookimpl
def setup(docgen: Registry) -> None:
    """Hand the figure to docgen."""
    docgen.figure(paid)
