"""Fictional pushes: the carrier UT of Utopia flies from UTA to UTB."""

from datetime import date

import pytest

from catenary.formats.edifact.envelope import read_interchanges
from catenary.formats.pnrgov.read import read_pnrgov

AS_OF = date(2026, 11, 22)
HEADER = "MSG+:22'ORG+UT'TVL+221226:0915:221226:1130+UTA+UTB+UT+12'EQN+1'"

WHOLE = (
    HEADER
    + """\
SRC'
RCI+UT:ABC123::010926:0830+1X:ZZ9XYZ:C'
SSR+AVML:HK:2:UT'
SSR+OTHS:::::::: BOOKED BY PHONE'
DAT+700:021026:1010+710:031026:1200'
IFT+4:28::UT+VIP GUEST OF THE ISLAND'
IFT+4:28::UT+CTCP UTA 00 1 555 0100'
ORG+1X:UTA+52519950:UTA123+UTA+UT:UTB+T+UT:UTD:EN+D050517+X9'
ADD++700:45 HIGH STREET:UTOPOLIS:NORTH::UT:SL1AA:0015550100'
EBD+UTD:40.00+4::N'
TIF+ERIKSSON+ANNA MARIAMRS:A:1:1'
FTI+UT:1234567890:::GOLD'
IFT+4:15:9+UTA UT UTB 40.00 END'
REF+:38739393AN8739P'
FAR+N+++++MIL24'
SSR+DOCS:HK:1:UT:::::/P/UTO/L898902C/UTO/12AUG74/F/15APR32/ERIKSSON/ANNA MARIA'
SSR+DOCO:HK:1:UT:::::/ZENITH/V/V123/UTOPOLIS/05JAN26/UTO'
SSR+DOCA:HK:1:UT:::::/D/UTO/1 HARBOUR ROAD/UTOPOLIS/NORTH/UT1'
SSR+CTCE:HK:1:UT:::::ANNA..E//POST.UTO'
TKT+9990062120234:T:1'
MON+B:28.00:UTD+T:29.94:UTD'
PTK+NR++061226:1010+UT+006+UTA'
TXD++3.10:::AY6+8.50:UT:UTD:YQ'
DAT+710:031026:1200'
FOP+CC::29.94:VI:4111111111111111:0228'
IFT+4:43+BO ERIKSSON+45 HIGH STREET UTOPOLIS+0015550100'
ADD++702:45 HIGH STREET:UTOPOLIS:::UT:SL1AA'
TIF+ERIKSSON+BO:IN:2'
SSR+INFT:HK:1:UT:::::ERIKSSON/BO/12MAR26+::1'
TVL+221226:0915::1130+UTA+UTB+QX:UT+912:B'
TVL+++++12:Y'
RPI+2+HK'
APD+320'
SSR+SEAT:HK:2:UT:::UTA:UTB+15A::1:W+15B::9'
SSR+UMNR:HK:1:UT:::UTA:UTB:UM08+::1'
RCI+UT:ABC123'
DAT+2:221226:0701'
ORG+UT++++A'
TRI++UTA-108:::1'
TIF+ERIKSSON+ANNA MARIAMRS:A:1'
SSD+14C++++Y'
TBD++2:34:700++HP:999+UT:0000123456:2:UTB'
TVL+231226:1000+UTB++UT+OPEN'
LTS+0/O/NM/ERIKSSON/ANNA MARIAMRS'
LTS+14/A/SR/SSR DOCSUTHK1 P/UTO/OLD00001/UTO/12AUG74/F/15APR26/ERIKSSON/ANNA MARIA'
EQN+1'
RCI+UT:DEF456'
MSG+8'
TVL+221226:1500:251226+UTB:HARBOUR ARMS++HH+67576:ROH'
ABI+4+05FD28:GS+UTA++UT'
DAT+ZT:071026:1010'
SAC+++X'
TVL+211226:0915::1130+UTA+UTB+UT+12:B'
RPI+2+K'
SAC+++A'
SSR+AVML:HK:2:UT'
SAC+++X'
TIF+ERIKSON+ANNA'
""".replace("\n", "")
)


def _read(body, as_of=AS_OF):
    """One message of these segments."""
    data = f"UNB+IATA:1+UT+GOV+261122:1200+1'UNH+1+PNRGOV:13:1:IA+UT12'{body}UNT+{body.count(chr(39)) + 2}+1'UNZ+1+1'"
    (message,) = read_interchanges(data.encode())
    return read_pnrgov(message, as_of)


@pytest.fixture(scope="session")
def read():
    """Reads one message, given its segments after UNH."""
    return _read


@pytest.fixture(scope="session")
def header():
    """The segments before the first booking."""
    return HEADER


@pytest.fixture(scope="session")
def read_booking():
    """Reads the travellers and the booking of a push that has one."""

    def read_one(segments):
        result = _read(f"{HEADER}SRC'RCI+UT:ABC123'{segments}")
        (booking,) = result.bookings
        return result.travellers, booking

    return read_one


@pytest.fixture(scope="session")
def whole():
    """A push that has every group of PNRGOV."""
    return _read(WHOLE)
