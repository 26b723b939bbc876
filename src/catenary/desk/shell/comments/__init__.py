"""What people write under records, and whom they speak to."""
