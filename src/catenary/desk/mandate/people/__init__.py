"""People and their roles: signing in, invitations, grants, suspensions, emergencies, machine clients."""
