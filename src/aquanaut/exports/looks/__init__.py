"""What `aquanaut look` shows: in a terminal, as a page, as plots."""
