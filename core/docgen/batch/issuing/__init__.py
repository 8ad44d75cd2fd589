"""Issuing: the order and what stands against it, the verification sheet, what an issued document stays like."""
