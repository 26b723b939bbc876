"""Puts the fictional world into an empty database; a database that has one is left as it is."""

import django


def load() -> None:
    """Organisations, people with their roles, and what each room has for them."""
    from catenary.app.demo_border import load_border
    from catenary.app.demo_measures import load_method
    from catenary.app.demo_records import load_records
    from catenary.app.demo_rooms import load_world
    from catenary.app.demo_search import index_new_world

    load_world()
    load_records()
    load_border()
    load_method()
    index_new_world()


if __name__ == "__main__":
    django.setup()
    load()
