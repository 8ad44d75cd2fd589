"""What make_data.py makes the workspace of: invented people and events, and the workbooks that tell of them."""
