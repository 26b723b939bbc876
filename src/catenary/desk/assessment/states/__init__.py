"""States as assessments tell them: when each was visited, where one stands, patterns of regions, and what the committee has to do."""
