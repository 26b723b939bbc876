"""Questions to an outside register of lost and stolen documents, and its answers, as they travel."""
