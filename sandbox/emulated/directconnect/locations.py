"""Where can a line meet AWS, and how fast? The Direct Connect locations of 2026, each with its region.

Codes, regions and speeds as DescribeLocations gave them for the `aws` partition, floor and room suffixes left out; AWS
itself writes both EqDC2 and EQC50, so codes are compared without regard to case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.emulated.directconnect.rules import refusal

HOSTED = (
    "50Mbps",
    "100Mbps",
    "200Mbps",
    "300Mbps",
    "400Mbps",
    "500Mbps",
    "1Gbps",
    "2Gbps",
    "5Gbps",
    "10Gbps",
    "25Gbps",
)

_TABLE = """
af-south-1: EANB1 10 100 Nairobi; RCL1 1 10 100 Lagos; TECT1 1 10 100 Cape Town
ap-east-1: EQHK1 1 10 100 Hong Kong
ap-east-2: CFT54 10 100 Taipei; CHT51 1 10 100 Taipei
ap-northeast-1: ATTC1 1 10 100 Tokyo; CFT52 1 10 Taipei; EQOS1 1 10 100 Osaka; EQTY2 1 10 100 Tokyo
ap-northeast-1: NEIN2 1 10 100 Inzai
ap-northeast-2: LGKNX 1 10 Seoul; LGU57 1 10 100 Anyang; TLS10 1 10 100 Seoul
ap-northeast-3: KDOS2 1 10 100 Osaka
ap-south-1: EQMB2 1 10 100 Mumbai; GPX51 1 10 Mumbai; NMBL2 1 10 Bangalore; SFY52 1 10 Mumbai; TCDC1 1 10 100 Chennai
ap-south-1: TCDE2 1 10 100 Delhi; TCDK1 1 10 100 Kolkata; TCHY1 1 10 100 Hyderabad
ap-southeast-1: AIMMN 1 10 100 Kuala Lumpur; EPVM2 1 10 100 Makati; EQSG2 1 10 100 Singapore; GSS52 1 10 100 Singapore
ap-southeast-1: IAMGI 1 10 100 Hong Kong; TCCBK 1 10 100 Bangkok
ap-southeast-2: CBHU2 10 100 Canberra; DCDH6 1 10 Auckland; EQSY3 1 10 100 Sydney; GBSY6 1 10 Sydney
ap-southeast-2: NDCB2 10 100 Brisbane; NDCC1 1 10 Canberra; NDCM1 1 10 100 Melbourne; NDCP1 1 10 100 Perth
ap-southeast-2: NDCS2 1 10 100 Sydney
ap-southeast-3: DCIJ3 1 10 100 Bekasi; JKT02 1 10 100 Jakarta
ap-southeast-4: EQME2 1 10 100 Melbourne
ap-southeast-5: CMCHV 1 10 100 Hanoi; CSFX1 10 100 Cyberjaya
ap-southeast-6: SPK53 10 100 Auckland
ap-southeast-7: THRA9 10 100 Bangkok
ca-central-1: 151FS 1 10 100 Toronto; CGM60 1 10 100 Montreal; COLV2 1 10 Vancouver; COLV3 10 100 Vancouver
ca-central-1: EQTR2 10 100 Toronto; NTM62 1 10 100 Montreal
ca-west-1: EQCL1 1 10 100 Calgary; EQCL3 1 10 100 Calgary
eu-central-1: CDSR1 1 10 100 Milan; CEC50 1 10 Prague; DGPU1 1 10 Oslo; EQAM3 1 10 100 Amsterdam
eu-central-1: EQFA5 1 10 100 Frankfurt; EQHE6 1 10 Helsinki; EQIL4 10 100 Istanbul; EQMU1 1 10 Munich
eu-central-1: EQWA1 1 10 Warsaw; INX6 1 10 100 Frankfurt; IPB50 1 10 Berlin; IPHH3 1 10 Hamburg; ITCM2 1 10 100 Madrid
eu-central-1: ITXA1 10 100 Athens; ITXA7 1 10 Amsterdam; ITXC2 1 10 Copenhagen; ITXM2 1 10 Madrid; ITXM3 10 100 Madrid
eu-central-1: ITXS1 1 10 100 Stockholm; ITXV2 1 10 Vienna; ITXZ1 1 10 100 Zurich; MOILH 1 10 100 Haifa
eu-central-1: THV52 1 10 100 Paris
eu-central-2: EQZH5 1 10 100 Zurich
eu-north-1: EQSK1 1 10 100 Stockholm
eu-south-1: EQML2 1 10 Milan
eu-south-2: EQBA1 10 100 Barcelona
eu-west-1: EIRCL 1 10 Dublin; EQDX1 1 10 Dubai; EQLD5 1 10 100 London; EQLS1 10 100 Lisbon; ETIFJ 1 10 Fujairah
eu-west-1: ITXD2 1 10 100 Dublin; ITXM1 1 10 Marseille; SCDB9 1 10 100 Dublin; TCSH 1 10 London
eu-west-1: TEJB1 1 10 100 Johannesburg
eu-west-2: EQMA3 1 10 Manchester; THNO2 1 10 100 London
eu-west-3: EQPA3 1 10 100 Paris; ITXP7 1 10 Paris
il-central-1: ECTL1 1 10 Tel Aviv
me-south-1: BDC52 1 10 Bahrain; BDC53 1 10 Bahrain; EQMC1 1 10 Muscat
mx-central-1: EQMX1 10 100 Mexico City
sa-east-1: CIBNA 1 10 100 Buenos Aires; CILIM 1 10 Lima; EQBG1 1 10 100 Bogota; EQRJ2 1 10 100 Rio de Janeiro
sa-east-1: SONQU 1 10 100 Santiago; TIVIT 1 10 100 Sao Paulo; TNDB 1 10 100 Sao Paulo
us-east-1: 165HS 1 10 100 400 Newark; CS32A 1 10 100 New York; CSVA1 1 10 100 400 Reston; EQDA2 1 10 100 Dallas
us-east-1: EQDC2 1 10 100 400 Ashburn; EQMI1 1 10 100 Miami; EQNY5 1 10 100 New York; KIOQ1 1 10 100 Queretaro
us-east-1: LGT50 1 10 100 Philadelphia; MB1SD 1 10 100 Boston; QTDC2 1 10 100 Atlanta; TLLPJ 1 10 100 Ashburn
us-east-1: TLXA1 1 10 100 Atlanta
us-east-2: COL67 1 10 100 Columbus; COLM3 1 10 100 Minneapolis; CSCH1 10 100 400 Chicago; CYOA1 10 100 Aurora
us-east-2: CYOW3 1 10 100 Houston; EQC50 1 10 100 400 Chicago; NPKC1 1 10 100 Kansas City; QTS52 1 10 100 Chicago
us-west-1: CSOW 1 10 100 Los Angeles; CSSV2 1 10 Milpitas; CSSV4 1 10 100 400 Santa Clara; ECPH1 10 100 400 Phoenix
us-west-1: EQLA3 1 10 100 Los Angeles; EQSV5 1 10 100 400 San Jose; PNP51 1 10 Phoenix
us-west-2: ALN91 10 100 Kapolei; CSDE1 1 10 Denver; DBLV1 10 100 Las Vegas; ECPO1 1 10 100 Portland
us-west-2: EQSE2 1 10 100 400 Seattle; PEH51 1 10 100 Portland; SNAP 1 10 100 Las Vegas; T5ALA 1 10 100 Los Angeles
us-west-2: TPS19 1 10 Seattle
"""


@dataclass(frozen=True)
class Location:
    """A place with AWS's routers in it."""

    code: str
    name: str
    region: str
    speeds: tuple[str, ...]
    """As AWS lists them: 1G, 10G, 100G, 400G."""


def _read(table: str) -> tuple[Location, ...]:
    found = []
    for row in table.strip().splitlines():
        region, _, places = row.partition(": ")
        for place in places.split("; "):
            code, speeds, city = re.fullmatch(r"(\w+) ((?:\d+ )+)(.+)", place).groups()  # type: ignore[union-attr]
            found.append(Location(code, city, region, tuple(f"{speed}G" for speed in speeds.split())))
    return tuple(found)


LOCATIONS = _read(_TABLE)


def location(code: str, region: str) -> Location:
    """The location of this code, if the region orders lines there; what follows a hyphen is a room of the building."""
    building = code.upper().partition("-")[0]
    for found in LOCATIONS:
        if found.code == building and found.region == region:
            return found
    here = ", ".join(found.code for found in LOCATIONS if found.region == region) or "none"
    raise refusal(f"Invalid location: {code}. Locations available in {region}: {here}.")


def check_bandwidth(place: Location, bandwidth: str) -> None:
    """A location sells some speeds of dedicated connections, not all."""
    sold = tuple(f"{speed}bps" for speed in place.speeds)
    if bandwidth not in sold:
        raise refusal(f"Invalid bandwidth: {bandwidth}. {place.code} has {', '.join(sold)}.")
