"""The parts of several documents in one: what they share, and what each must have of its own.

host → original, fit → styles, numbering, notes, identity: the document that takes in others, what they were, how their
text speaks in it, and the parts on which they must agree.
"""
