"""One search over everything a person may see; what may not be seen is not found."""
