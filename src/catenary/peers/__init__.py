"""Carries: transport to programs and bodies outside, each behind a port that core declares."""
