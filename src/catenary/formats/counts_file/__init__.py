"""The signed counts of a unit's month, as they go to the hub."""
