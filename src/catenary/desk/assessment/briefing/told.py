"""To whom a briefing is told, and how: in one language, codes of the edition in words."""

from collections.abc import Mapping

from attrs import frozen

from catenary.core.assessment.report_model import Text
from catenary.core.measures.model import Edition, Translation
from catenary.desk.assessment.models import Member, Visit
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.measures.editions import translations_of


@frozen
class Briefed:
    """A member of a team, and the language they are briefed in."""

    member: Member
    language: str
    edition: Edition | None
    """None before the questions of the visit are chosen."""
    translated: Mapping[str, Translation]

    @classmethod
    def of(cls, member: Member, language: str) -> "Briefed":
        """With the words of the visit's edition."""
        row = member.visit.edition
        if row is None:
            return cls(member, language, None, {})
        texts = {each.code: each for each in translations_of(row, language)}
        return cls(member, language, edition_of(member.visit), texts)

    @property
    def visit(self) -> Visit:
        """What they are briefed for."""
        return self.member.visit

    @property
    def is_of_body(self) -> bool:
        """They are of the assessing body; experts of partners are told less, whoever opens their briefing."""
        return self.member.organisation_id == self.visit.body_id

    def said(self, code: str) -> Text:
        """What the edition calls a code, translated where it is. Raises KeyError before there is an edition."""
        if code in self.translated:
            return Text(self.translated[code].texts.text)
        if self.edition is None:
            raise KeyError(code)
        return self.written(self.edition.texts_of(code).text, self.edition.language)

    def written(self, text: str, language: str) -> Text:
        """What somebody wrote in a language."""
        return Text(text, "" if language == self.language else language)
