"""Settings, addresses and wiring: the only reader of the environment."""
