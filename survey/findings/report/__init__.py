"""The report of a study: what its results page tells, with its methods and limits, as a file; and its verification."""
