"""The page of what a plan gives: charts, tables and cautions, outcome by outcome, live or as last released."""
