"""Proof of who did what and why: entries in a Merkle log, and proofs that anybody can check without the log."""
