from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.ofac_advanced import read_ofac_advanced

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://example.org/exports/ADVANCED_XML">
<ReferenceValueSets>
 <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
 <CountryValues><Country ID="11">Norway</Country></CountryValues>
 <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
 <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
  <FeatureType ID="224">Gender</FeatureType></FeatureTypeValues>
 <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
 <LocPartTypeValues><LocPartType ID="1">Unknown</LocPartType></LocPartTypeValues>
 <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
  <NamePartType ID="1528">Nickname</NamePartType></NamePartTypeValues>
 <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
 <PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
  <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
</ReferenceValueSets>
<Locations><Location ID="500"><LocationCountry CountryID="11"/></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="91" IssuedBy-CountryID="11">
 <IDRegistrationNo>A123456</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties>
 <DistinctParty FixedRef="17"><Profile ID="17" PartySubTypeID="4">
  <Identity ID="91" Primary="true">
   <Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="1"><DocumentedNamePart>
    <NamePartValue NamePartGroupID="73">The Lamplighter</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
   <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
    <DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="71">OSTERLIN</NamePartValue></DocumentedNamePart>
     <DocumentedNamePart><NamePartValue NamePartGroupID="72">Torvald</NamePartValue></DocumentedNamePart></DocumentedName>
    <DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="71" ScriptID="220">Остерлин</NamePartValue>
     </DocumentedNamePart></DocumentedName></Alias>
   <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71" NamePartTypeID="1520"/></MasterNamePartGroup>
    <MasterNamePartGroup><NamePartGroup ID="72" NamePartTypeID="1521"/></MasterNamePartGroup>
    <MasterNamePartGroup><NamePartGroup ID="73" NamePartTypeID="1528"/></MasterNamePartGroup></NamePartGroups>
  </Identity>
  <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod CalendarTypeID="1">
   <Start Approximate="true"><From><Year>1961</Year><Month>1</Month><Day>1</Day></From><To><Year>1961</Year><Month>1</Month><Day>1</Day></To></Start>
   <End Approximate="true"><From><Year>1961</Year><Month>12</Month><Day>31</Day></From><To><Year>1961</Year><Month>12</Month><Day>31</Day></To></End>
  </DatePeriod></FeatureVersion></Feature>
  <Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="500"/></FeatureVersion></Feature>
  <Feature ID="3" FeatureTypeID="224"><FeatureVersion ID="3"><VersionDetail DetailReferenceID="91526"/></FeatureVersion></Feature>
 </Profile></DistinctParty>
 <DistinctParty FixedRef="18"><Profile ID="18" PartySubTypeID="3"/></DistinctParty>
</DistinctParties>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="17" ListID="1550">
 <EntryEvent ID="1"><Date><Year>2019</Year><Month>5</Month><Day>6</Day></Date></EntryEvent>
 <SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
 <SanctionsMeasure SanctionsTypeID="2"><Comment/></SanctionsMeasure></SanctionsEntry></SanctionsEntries>
</Sanctions>"""


def test_an_individual_is_joined_from_all_parts_of_the_file(read):
    outcome = read(read_ofac_advanced, DOCUMENT)
    (entry,) = outcome.entries
    assert (entry.entry, entry.legal_ground, str(entry.listed_on)) == ("17", "SDGT", "2019-05-06")
    assert (entry.sex, entry.nationalities, [str(span) for span in entry.born]) == (
        Sex.MALE,
        ("NOR",),
        ["1961~"],
    )
    assert [(paper.type, paper.number, paper.issuer) for paper in entry.documents] == [
        ("Passport", "A123456", "NOR")
    ]


def test_names_keep_their_parts_quality_and_script(read):
    outcome = read(read_ofac_advanced, DOCUMENT)
    primary = outcome.entries[0].names[0].name
    assert (primary.full, primary.surname, primary.given_names) == ("Torvald OSTERLIN", "OSTERLIN", "Torvald")
    assert outcome.names(NameKind.WEAK_ALIAS) == ["The Lamplighter"]
    assert outcome.names(NameKind.ORIGINAL_SCRIPT) == ["Остерлин"]


def test_entities_are_counted_not_listed(read):
    assert [
        (finding.params["kind"], finding.params["count"])
        for finding in read(read_ofac_advanced, DOCUMENT).findings
    ] == [("entity", 1)]
