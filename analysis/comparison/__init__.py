"""How groups differ: what may be compared, how, and with which words."""
