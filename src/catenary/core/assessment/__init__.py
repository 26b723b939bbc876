"""Assessment: visits, blind ratings by several raters, their agreement, and levels that carry their uncertainty."""
