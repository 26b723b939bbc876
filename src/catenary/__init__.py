"""Catenary: international counter-terrorism cooperation under the rule of law."""
