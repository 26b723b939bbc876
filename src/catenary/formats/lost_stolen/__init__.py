"""The index of lost and stolen documents: keyed tags in a sorted file that is mapped, never loaded."""
