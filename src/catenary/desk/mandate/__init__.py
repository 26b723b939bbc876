"""Who may do what, why, on which law, for how long; every row is behind two walls."""
