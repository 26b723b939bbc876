"""Drills: an invented entry of a list that takes the way of every other until it is judged; nothing real follows from it."""
