"""Where AWS sells dedicated Direct Connect ports, and how fast.

Codes, regions and speeds as DescribeLocations gave them in 2026 for the `aws` partition, floor and room suffixes left
out; collected in https://github.com/chriselsen/dx-location-details. Codes are compared without regard to case, for AWS
itself writes both EqDC2 and EQC50.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BANDWIDTHS = ("1Gbps", "10Gbps", "100Gbps", "400Gbps")
"""Speeds of dedicated connections. https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html"""

_TABLE = """
af-south-1: EANB1 10 100 Nairobi; RCL1 1 10 100 Lagos; TECT1 1 10 100 Cape Town
ap-east-1: EQHK1 1 10 100 Hong Kong
ap-east-2: CHT51 1 10 100 Taipei; CFT54 10 100 Taipei
ap-northeast-1: ATTC1 1 10 100 Tokyo; CFT52 1 10 Taipei; EQOS1 1 10 100 Osaka; EQTY2 1 10 100 Tokyo
ap-northeast-1: NEIN2 1 10 100 Inzai
ap-northeast-2: TLS10 1 10 100 Seoul; LGKNX 1 10 Seoul; LGU57 1 10 100 Anyang
ap-northeast-3: KDOS2 1 10 100 Osaka
ap-south-1: GPX51 1 10 Mumbai; EQMB2 1 10 100 Mumbai; NMBL2 1 10 Bangalore; TCDC1 1 10 100 Chennai
ap-south-1: TCDE2 1 10 100 Delhi; TCHY1 1 10 100 Hyderabad; TCDK1 1 10 100 Kolkata; SFY52 1 10 Mumbai
ap-southeast-1: AIMMN 1 10 100 Kuala Lumpur; EQSG2 1 10 100 Singapore; GSS52 1 10 100 Singapore
ap-southeast-1: IAMGI 1 10 100 Hong Kong; TCCBK 1 10 100 Bangkok; EPVM2 1 10 100 Makati
ap-southeast-2: CBHU2 10 100 Canberra; DCDH6 1 10 Auckland; EQSY3 1 10 100 Sydney; GBSY6 1 10 Sydney
ap-southeast-2: NDCB2 10 100 Brisbane; NDCC1 1 10 Canberra; NDCM1 1 10 100 Melbourne; NDCP1 1 10 100 Perth
ap-southeast-2: NDCS2 1 10 100 Sydney
ap-southeast-3: DCIJ3 1 10 100 Bekasi; JKT02 1 10 100 Jakarta
ap-southeast-4: EQME2 1 10 100 Melbourne
ap-southeast-5: CMCHV 1 10 100 Hanoi; CSFX1 10 100 Cyberjaya
ap-southeast-6: SPK53 10 100 Auckland
ap-southeast-7: THRA9 10 100 Bangkok
ca-central-1: CGM60 1 10 100 Montreal; COLV2 1 10 Vancouver; COLV3 10 100 Vancouver; EQTR2 10 100 Toronto
ca-central-1: 151FS 1 10 100 Toronto; NTM62 1 10 100 Montreal
ca-west-1: EQCL1 1 10 100 Calgary; EQCL3 1 10 100 Calgary
eu-central-1: CDSR1 1 10 100 Milan; CEC50 1 10 Prague; IPB50 1 10 Berlin; ITXA7 1 10 Amsterdam; ITXA1 10 100 Athens
eu-central-1: ITXC2 1 10 Copenhagen; INX6 1 10 100 Frankfurt; ITXM2 1 10 Madrid; ITXM3 10 100 Madrid
eu-central-1: ITXS1 1 10 100 Stockholm; ITXV2 1 10 Vienna; ITXZ1 1 10 100 Zurich; EQAM3 1 10 100 Amsterdam
eu-central-1: EQFA5 1 10 100 Frankfurt; EQHE6 1 10 Helsinki; EQIL4 10 100 Istanbul; ITCM2 1 10 100 Madrid
eu-central-1: EQMU1 1 10 Munich; EQWA1 1 10 Warsaw; MOILH 1 10 100 Haifa; IPHH3 1 10 Hamburg; DGPU1 1 10 Oslo
eu-central-1: THV52 1 10 100 Paris
eu-central-2: EQZH5 1 10 100 Zurich
eu-north-1: EQSK1 1 10 100 Stockholm
eu-south-1: EQML2 1 10 Milan
eu-south-2: EQBA1 10 100 Barcelona
eu-west-1: ITXD2 1 10 100 Dublin; TCSH 1 10 London; ITXM1 1 10 Marseille; EIRCL 1 10 Dublin; EQDX1 1 10 Dubai
eu-west-1: EQLD5 1 10 100 London; EQLS1 10 100 Lisbon; SCDB9 1 10 100 Dublin; ETIFJ 1 10 Fujairah
eu-west-1: TEJB1 1 10 100 Johannesburg
eu-west-2: EQMA3 1 10 Manchester; THNO2 1 10 100 London
eu-west-3: ITXP7 1 10 Paris; EQPA3 1 10 100 Paris
il-central-1: ECTL1 1 10 Tel Aviv
me-south-1: BDC52 1 10 Bahrain; BDC53 1 10 Bahrain; EQMC1 1 10 Muscat
mx-central-1: EQMX1 10 100 Mexico City
sa-east-1: CIBNA 1 10 100 Buenos Aires; CILIM 1 10 Lima; EQBG1 1 10 100 Bogota; EQRJ2 1 10 100 Rio de Janeiro
sa-east-1: TNDB 1 10 100 Sao Paulo; SONQU 1 10 100 Santiago; TIVIT 1 10 100 Sao Paulo
us-east-1: 165HS 1 10 100 400 Newark; CS32A 1 10 100 New York; CSVA1 1 10 100 400 Reston; LGT50 1 10 100 Philadelphia
us-east-1: TLXA1 1 10 100 Atlanta; TLLPJ 1 10 100 Ashburn; EQDA2 1 10 100 Dallas; EQDC2 1 10 100 400 Ashburn
us-east-1: EQMI1 1 10 100 Miami; EQNY5 1 10 100 New York; KIOQ1 1 10 100 Queretaro; MB1SD 1 10 100 Boston
us-east-1: QTDC2 1 10 100 Atlanta
us-east-2: COL67 1 10 100 Columbus; COLM3 1 10 100 Minneapolis; CSCH1 10 100 400 Chicago; CYOA1 10 100 Aurora
us-east-2: CYOW3 1 10 100 Houston; EQC50 1 10 100 400 Chicago; NPKC1 1 10 100 Kansas City; QTS52 1 10 100 Chicago
us-west-1: CSOW 1 10 100 Los Angeles; CSSV4 1 10 100 400 Santa Clara; CSSV2 1 10 Milpitas; ECPH1 10 100 400 Phoenix
us-west-1: EQLA3 1 10 100 Los Angeles; EQSV5 1 10 100 400 San Jose; PNP51 1 10 Phoenix
us-west-2: ALN91 10 100 Kapolei; CSDE1 1 10 Denver; DBLV1 10 100 Las Vegas; ECPO1 1 10 100 Portland
us-west-2: EQSE2 1 10 100 400 Seattle; T5ALA 1 10 100 Los Angeles; SNAP 1 10 100 Las Vegas; PEH51 1 10 100 Portland
us-west-2: TPS19 1 10 Seattle
"""


@dataclass(frozen=True)
class DirectConnectLocation:
    """A building that AWS sells dedicated ports in."""

    code: str
    region: str
    city: str
    bandwidths: tuple[str, ...]


def find(code: str) -> DirectConnectLocation | None:
    """Return the location of this code, whatever its case; None where AWS has none.

    A building with several rooms has a code for each, for instance CS32A-24FL: what follows the hyphen is the room.
    """
    return LOCATIONS.get(code.upper().partition("-")[0])


def in_region(region: str) -> tuple[DirectConnectLocation, ...]:
    """Return the locations whose home is this region."""
    return tuple(location for location in LOCATIONS.values() if location.region == region)


def _read(table: str) -> Mapping[str, DirectConnectLocation]:
    found: dict[str, DirectConnectLocation] = {}
    for line in table.strip().splitlines():
        region, _, entries = line.partition(": ")
        for entry in entries.split("; "):
            code, *words = entry.split()
            speeds = tuple(f"{word}Gbps" for word in words if word.isdecimal())
            city = " ".join(word for word in words if not word.isdecimal())
            found[code] = DirectConnectLocation(code, region, city, speeds)
    return MappingProxyType(found)


LOCATIONS: Mapping[str, DirectConnectLocation] = _read(_TABLE)
