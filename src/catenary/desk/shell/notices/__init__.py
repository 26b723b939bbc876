"""What people are told: in the desk always, by mail that something waits, where they want it."""
