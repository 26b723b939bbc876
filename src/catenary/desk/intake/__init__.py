"""Carrier messages come in, none is lost: spooled, read, redacted, kept as flights and travellers, or quarantined with a diagnosis."""
