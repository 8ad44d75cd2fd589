"""The contract between docgen and its plugins, and those who keep it.

A plugin is a module with one hook:

    from docgen import Registry, hookimpl

    @hookimpl
    def setup(docgen: Registry) -> None:
        docgen.generator(MyGenerator)
"""
