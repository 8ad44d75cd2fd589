"""Print packs: the letters of a community in print files, each with its cover sheet and receipt list."""
