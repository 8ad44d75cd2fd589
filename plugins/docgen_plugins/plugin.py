"""What the package elections contributes; it is imported where a workspace uses the package."""

from docgen import Registry, hookimpl


@hookimpl
def setup(docgen: Registry) -> None:
    """Contribute the tables, figures and checks of docgen.records, then the documents."""
    from docgen import records
    from docgen_plugins import admonition, bulletin, circular, letter, notice, review, weekly

    for module in (records, bulletin, notice, letter, circular, weekly, admonition, review):
        module.contribute(docgen)
