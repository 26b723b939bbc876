"""Rating: panels that rate alone, meetings that agree, a State's own score, and what the statistics say of it all."""
