from catenary.desk.intake.models.deliveries import Channel, Delivery, Fault, Message, Spooled
from catenary.desk.intake.models.flights import FlightLeg, Passage, PassageChange
from catenary.desk.intake.models.joins import Booked, Join, Mark
from catenary.desk.intake.models.openings import Opening
from catenary.desk.intake.models.sources import Standing, TakenObject

__all__ = [
    "Booked",
    "Channel",
    "Delivery",
    "Fault",
    "FlightLeg",
    "Join",
    "Mark",
    "Message",
    "Opening",
    "Passage",
    "PassageChange",
    "Spooled",
    "Standing",
    "TakenObject",
]
