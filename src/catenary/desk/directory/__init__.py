"""Who is who: organisations."""
