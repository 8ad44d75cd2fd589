"""What stands between a document and its reader: nothing that may not be published, nothing that cannot be printed, and
the folder says who may see it."""
