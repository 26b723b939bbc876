"""The table behind `country`: ISO 3166-1 codes with English names, and the codes that ICAO Doc 9303-3 s.5 adds.

Names are those of the UN and ISO in word order, then the other names that lists of sanctions use.
"""

COUNTRIES = """\
ABW AW Aruba
AFG AF Afghanistan
AGO AO Angola
AIA AI Anguilla
ALA AX Aland Islands
ALB AL Albania
AND AD Andorra
ARE AE United Arab Emirates|UAE
ARG AR Argentina|Argentine Republic
ARM AM Armenia
ASM AS American Samoa
ATA AQ Antarctica
ATF TF French Southern Territories|French Southern and Antarctic Lands
ATG AG Antigua and Barbuda
AUS AU Australia
AUT AT Austria
AZE AZ Azerbaijan
BDI BI Burundi
BEL BE Belgium
BEN BJ Benin|Dahomey
BES BQ Bonaire, Sint Eustatius and Saba|Caribbean Netherlands
BFA BF Burkina Faso|Upper Volta
BGD BD Bangladesh
BGR BG Bulgaria
BHR BH Bahrain
BHS BS Bahamas
BIH BA Bosnia and Herzegovina|Bosnia-Hercegovina|Bosnia
BLM BL Saint Barthelemy
BLR BY Belarus|Byelorussia|Belorussia
BLZ BZ Belize
BMU BM Bermuda
BOL BO Bolivia (Plurinational State of)|Bolivia
BRA BR Brazil
BRB BB Barbados
BRN BN Brunei Darussalam|Brunei|Nation of Brunei
BTN BT Bhutan
BVT BV Bouvet Island
BWA BW Botswana
CAF CF Central African Republic
CAN CA Canada
CCK CC Cocos (Keeling) Islands|Cocos Islands|Keeling Islands
CHE CH Switzerland|Swiss Confederation
CHL CL Chile
CHN CN China|People's Republic of China|PRC|Mainland China
CIV CI Cote d'Ivoire|Ivory Coast
CMR CM Cameroon
COD CD Democratic Republic of the Congo|DRC|DR Congo|Congo-Kinshasa|Zaire
COG CG Congo|Republic of the Congo|Congo-Brazzaville
COK CK Cook Islands
COL CO Colombia
COM KM Comoros|Union of the Comoros
CPV CV Cabo Verde|Cape Verde
CRI CR Costa Rica
CUB CU Cuba
CUW CW Curacao
CXR CX Christmas Island
CYM KY Cayman Islands
CYP CY Cyprus
CZE CZ Czechia|Czech Republic
DEU DE Germany|Federal Republic of Germany|German Democratic Republic
DJI DJ Djibouti
DMA DM Dominica
DNK DK Denmark
DOM DO Dominican Republic
DZA DZ Algeria|People's Democratic Republic of Algeria
ECU EC Ecuador
EGY EG Egypt|Arab Republic of Egypt
ERI ER Eritrea
ESH EH Western Sahara
ESP ES Spain
EST EE Estonia
ETH ET Ethiopia
FIN FI Finland
FJI FJ Fiji
FLK FK Falkland Islands (Malvinas)|Falkland Islands|Malvinas
FRA FR France|French Republic
FRO FO Faroe Islands|Faeroe Islands
FSM FM Micronesia (Federated States of)|Micronesia
GAB GA Gabon|Gabonese Republic
GBR GB United Kingdom of Great Britain and Northern Ireland|United Kingdom|Great Britain|UK|Britain|England|Scotland|Wales|Northern Ireland
GEO GE Georgia
GGY GG Guernsey
GHA GH Ghana
GIB GI Gibraltar
GIN GN Guinea|Guinea-Conakry
GLP GP Guadeloupe
GMB GM Gambia
GNB GW Guinea-Bissau
GNQ GQ Equatorial Guinea
GRC GR Greece|Hellenic Republic
GRD GD Grenada
GRL GL Greenland
GTM GT Guatemala
GUF GF French Guiana
GUM GU Guam
GUY GY Guyana
HKG HK Hong Kong|China, Hong Kong Special Administrative Region|Hong Kong SAR|Hong Kong, China
HMD HM Heard Island and McDonald Islands
HND HN Honduras
HRV HR Croatia
HTI HT Haiti
HUN HU Hungary
IDN ID Indonesia
IMN IM Isle of Man
IND IN India
IOT IO British Indian Ocean Territory
IRL IE Ireland
IRN IR Iran (Islamic Republic of)|Iran
IRQ IQ Iraq
ISL IS Iceland
ISR IL Israel
ITA IT Italy|Italian Republic
JAM JM Jamaica
JEY JE Jersey
JOR JO Jordan|Hashemite Kingdom of Jordan
JPN JP Japan
KAZ KZ Kazakhstan|Kazakstan
KEN KE Kenya
KGZ KG Kyrgyzstan|Kyrgyz Republic|Kirghizia
KHM KH Cambodia|Kampuchea
KIR KI Kiribati
KNA KN Saint Kitts and Nevis|Saint Christopher and Nevis
KOR KR Republic of Korea|South Korea|Korea, South|Korea
KWT KW Kuwait
LAO LA Lao People's Democratic Republic|Laos|Lao PDR
LBN LB Lebanon|Lebanese Republic
LBR LR Liberia
LBY LY Libya|Libyan Arab Jamahiriya
LCA LC Saint Lucia
LIE LI Liechtenstein
LKA LK Sri Lanka|Ceylon
LSO LS Lesotho
LTU LT Lithuania
LUX LU Luxembourg
LVA LV Latvia
MAC MO Macao|Macau|China, Macao Special Administrative Region|Macao SAR|Macau SAR
MAF MF Saint Martin (French part)|Saint Martin
MAR MA Morocco
MCO MC Monaco
MDA MD Republic of Moldova|Moldova|Moldavia
MDG MG Madagascar
MDV MV Maldives
MEX MX Mexico|United Mexican States
MHL MH Marshall Islands
MKD MK North Macedonia|Macedonia|The former Yugoslav Republic of Macedonia|FYROM
MLI ML Mali
MLT MT Malta
MMR MM Myanmar|Burma|Union of Myanmar|Republic of the Union of Myanmar
MNE ME Montenegro
MNG MN Mongolia
MNP MP Northern Mariana Islands
MOZ MZ Mozambique
MRT MR Mauritania
MSR MS Montserrat
MTQ MQ Martinique
MUS MU Mauritius
MWI MW Malawi
MYS MY Malaysia
MYT YT Mayotte
NAM NA Namibia
NCL NC New Caledonia
NER NE Niger
NFK NF Norfolk Island
NGA NG Nigeria
NIC NI Nicaragua
NIU NU Niue
NLD NL Netherlands (Kingdom of the)|Netherlands|Holland
NOR NO Norway
NPL NP Nepal
NRU NR Nauru
NZL NZ New Zealand
OMN OM Oman
PAK PK Pakistan
PAN PA Panama
PCN PN Pitcairn|Pitcairn Islands
PER PE Peru
PHL PH Philippines
PLW PW Palau
PNG PG Papua New Guinea
POL PL Poland
PRI PR Puerto Rico
PRK KP Democratic People's Republic of Korea|North Korea|Korea, North|DPRK
PRT PT Portugal|Portuguese Republic
PRY PY Paraguay
PSE PS State of Palestine|Palestine|Palestinian|Palestinian Territories|Palestinian Territory, Occupied|West Bank|Gaza|Gaza Strip|Region: Gaza|West Bank and Gaza Strip|Palestinian Authority
PYF PF French Polynesia
QAT QA Qatar
REU RE Reunion
ROU RO Romania|Roumania
RUS RU Russian Federation|Russia
RWA RW Rwanda|Rwandese Republic
SAU SA Saudi Arabia
SDN SD Sudan|North Sudan
SEN SN Senegal
SGP SG Singapore
SGS GS South Georgia and the South Sandwich Islands
SHN SH Saint Helena, Ascension and Tristan da Cunha|Saint Helena
SJM SJ Svalbard and Jan Mayen Islands|Svalbard and Jan Mayen
SLB SB Solomon Islands
SLE SL Sierra Leone
SLV SV El Salvador
SMR SM San Marino
SOM SO Somalia|Somali Democratic Republic
SPM PM Saint Pierre and Miquelon
SRB RS Serbia
SSD SS South Sudan
STP ST Sao Tome and Principe
SUR SR Suriname|Surinam
SVK SK Slovakia|Slovak Republic
SVN SI Slovenia
SWE SE Sweden
SWZ SZ Eswatini|Swaziland
SXM SX Sint Maarten (Dutch part)|Sint Maarten
SYC SC Seychelles
SYR SY Syrian Arab Republic|Syria
TCA TC Turks and Caicos Islands
TCD TD Chad
TGO TG Togo|Togolese Republic
THA TH Thailand
TJK TJ Tajikistan|Tadzhikistan
TKL TK Tokelau
TKM TM Turkmenistan|Turkmenia
TLS TL Timor-Leste|East Timor
TON TO Tonga
TTO TT Trinidad and Tobago|Trinidad
TUN TN Tunisia
TUR TR Turkiye|Turkey
TUV TV Tuvalu
TWN TW Taiwan, Province of China|Taiwan|Republic of China|Taiwan, China|Chinese Taipei
TZA TZ United Republic of Tanzania|Tanzania
UGA UG Uganda
UKR UA Ukraine
UMI UM United States Minor Outlying Islands
URY UY Uruguay|Eastern Republic of Uruguay
USA US United States of America|United States|USA|US
UZB UZ Uzbekistan
VAT VA Holy See|Vatican City|Vatican City State|Vatican|Holy See (Vatican City State)
VCT VC Saint Vincent and the Grenadines|Saint Vincent
VEN VE Venezuela (Bolivarian Republic of)|Venezuela
VGB VG British Virgin Islands
VIR VI United States Virgin Islands|US Virgin Islands|Virgin Islands, U.S.
VNM VN Viet Nam|Vietnam
VUT VU Vanuatu
WLF WF Wallis and Futuna Islands|Wallis and Futuna
WSM WS Samoa|Western Samoa
YEM YE Yemen|People's Democratic Republic of Yemen|Yemen Arab Republic
ZAF ZA South Africa
ZMB ZM Zambia
ZWE ZW Zimbabwe|Rhodesia
XKX XK Kosovo
"""
"""Alpha-3, alpha-2 and English names. The last row is not of ISO 3166-1: ISO leaves `XAA`-`XZZ` and `XA`-`XZ`
to its users, and Kosovo's `XKX`/`XK` is the customary choice, kept so that documents and lists can meet."""

ICAO_CODES = """\
D country DEU
GBD country GBR
GBN country GBR
GBO country GBR
GBP country GBR
GBS country GBR
RKS country XKX
KS country XKX
UNK organisation XKX
EUE organisation -
UNO organisation -
UNA organisation -
XBA organisation -
XIM organisation -
XCC organisation -
XCE organisation -
XCO organisation -
XDC organisation -
XEC organisation -
XES organisation -
XMP organisation -
XOM organisation -
XPO organisation -
IAO organisation -
XXA stateless -
XXB refugee -
XXC refugee -
XXX unspecified -
UTO specimen -
NTZ former -
"""
"""Codes of ICAO Doc 9303-3 s.5 parts B to F beyond ISO 3166-1, with the kind and the country they belong to."""

FORMER_CODES = """\
ANT AN -
BUR BU MMR
BYS - BLR
CSK CS -
DDR DD DEU
DHY DY BEN
FXX FX FRA
HVO HV BFA
ROM - ROU
SCG - -
SUN SU -
TMP TP TLS
YMD YD YEM
YUG YU -
ZAR ZR COD
ZIM - ZWE
"""
"""Withdrawn codes still met in documents and lists (ISO 3166-3; `ZIM` was used by passports), with the one
successor where there is exactly one. `-` where a State split up."""

OTHER_ALPHA_2 = "UK GBR EL GRC EU EUE UN UNO"
"""Two letters that ISO reserves (`UK`, `EU`, `UN`) or the European Union uses (`EL`), and what they mean."""
