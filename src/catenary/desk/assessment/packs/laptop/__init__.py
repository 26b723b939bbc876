"""A pack on a laptop: one person's questions in a browser on the same machine, without a database and without a network."""
