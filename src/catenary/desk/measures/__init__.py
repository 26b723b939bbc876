"""The method at the desk: editions written, put out for comments, frozen and retired; what carries over; translations."""
