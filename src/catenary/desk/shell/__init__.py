"""What every room's pages share: the frame, the parts, the languages, search, notices."""
