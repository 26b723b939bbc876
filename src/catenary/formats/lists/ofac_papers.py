"""Which of OFAC's identification types are papers of a person, and which are wallets, phones or notices."""

import re

# Every type OFAC uses for persons whose number a traveller's document may carry; the rest are no papers.
PAPER_KINDS = (
    r"(?:Diplomatic |Service |Official |Stateless Person )?Passport(?: Booklet| Card)?"
    r"|Travel Document(?: Number)?|(?:Refugee |Stateless Person |Personal )?ID Card|Tazkira National ID Card"
    r"|SSN|C\.U\.R\.P\.|C\.U\.I\.P\.|C\.U\.I\.T\.|C\.U\.I\.|R\.F\.C\.|RFC|D\.N\.I\.|I\.F\.E\.|N\.I\.E\.|NIT|RTN|RUC"
    r"|CNP \(Personal Numerical Code\)|Credencial electoral|Cartilla de Servicio Militar Nacional"
    r"|Italian Fiscal Code|Numero de Identidad|UAE Identification|Seafarer's Identification Document|VisaNumberID"
    r"|Registration ID"
    r"|(?!Phone|Fax|Serial|File|Matricula|Interpol|Linked|Case|Flight|Digital)"
    r"[A-Z][\w'. -]*? (?:ID No\.|No\.|Number|ID)"
)
"""A regular expression without groups."""

_PAPER = re.compile(rf"(?:{PAPER_KINDS})(?: #)?:?")


def is_paper(kind: str) -> bool:
    """Whether an identification type names a paper of a person."""
    return _PAPER.fullmatch(kind) is not None
