"""Who sees the rows of the directory."""

from catenary.desk.shell.wall import ORGANISATION, Open, Rows

TABLES = {
    "directory_organisation": Rows(
        seen="true",
        written=f"id = {ORGANISATION} OR parent_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "directory_organisation_oversees": Open("who oversees whom is public", may="SELECT, INSERT"),
}
