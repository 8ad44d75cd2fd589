"""The example workspaces, as package data: `docgen init --example NAME` copies one."""
