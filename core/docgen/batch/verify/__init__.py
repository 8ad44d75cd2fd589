"""Whether what lies on the disk is what docgen made, and what it made is what the rows say."""
