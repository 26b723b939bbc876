"""Work that takes longer than a page: begun on a page, done by a worker, left and come back to."""
