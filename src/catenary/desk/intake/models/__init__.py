from catenary.desk.intake.models.deliveries import Channel, Delivery, Fault, Message, Spooled
from catenary.desk.intake.models.flights import FlightLeg, Passage, PassageChange

__all__ = ["Channel", "Delivery", "Fault", "FlightLeg", "Message", "Passage", "PassageChange", "Spooled"]
