"""Documents that a register of lost and stolen ones knows: looked at by humans, who let them pass or find them not valid."""
