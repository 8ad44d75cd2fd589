"""Old Word forms become templates: merge fields of Word and WPS, and names in 《》, 【】 or {}, become tags.

fields → marks → conversion: merge fields, names in brackets, and a whole file with what could not be placed.
"""
