"""Who is who: organisations, and the people each begins with."""
