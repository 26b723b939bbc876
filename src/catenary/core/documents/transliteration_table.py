"""The recommended transliterations of ICAO Doc 9303-3 s.6, as data: letters, then what the zone writes for them.

Each entry is letters that share a row, `=`, and the renderings with the first one preferred. Part C (Arabic) was
checked letter by letter against two independent published renderings of the document. Parts A and B (Latin, Cyrillic)
were checked against published renderings and examples, not letter by letter; rows marked `?` in
the comment beside them rest on national practice and were not found there.
"""

LATIN = (
    "ÀÁÂÃĀĂĄ=A Ä=AE,A Å=AA,A Æ=AE ÇĆĈĊČ=C ÐĎĐ=D ÈÉÊËĒĔĖĘĚ=E ĜĞĠĢ=G ĤĦ=H ÌÍÎÏĨĪĬĮİ=I Ĳ=IJ Ĵ=J Ķ=K ĹĻĽĿŁ=L "
    "Ñ=N,NXX ŃŅŇŊ=N ÒÓÔÕŌŎŐ=O Ö=OE,O Ø=OE Œ=OE ŔŖŘ=R ŚŜŞŠ=S ẞ=SS ŢŤŦ=T Þ=TH ÙÚÛŨŪŬŮŰŲ=U Ü=UE,UXX,U Ŵ=W ÝŶŸ=Y ŹŻŽ=Z"
)
"""Part A, multinational Latin-based characters. Alternatives follow the 7th edition's `or`."""

CYRILLIC = (
    "А=A Б=B В=V Г=G,H Ґ=G Д=D Ѓ=G,GJ Ђ=D Е=E Ё=E,IO Є=IE,YE Ж=ZH,Z З=Z Ѕ=DZ И=I,Y І=I Ї=I,YI Й=I Ј=J К=K Ќ=K,KJ Л=L Љ=LJ "
    "М=M Н=N Њ=NJ О=O П=P Р=R С=S Т=T Ћ=C У=U Ў=U Ф=F Х=KH,H Ц=TS,C Ч=CH,C Џ=DZ,DJ Ш=SH,S Щ=SHCH,SHT Ъ=IE Ы=Y Ь= Э=E Ю=IU "
    "Я=IA Ѫ=U Ѵ=Y"
)
"""Part B. The first rendering is the general one; the others are the exceptions of single languages. `Ь` (?)."""

CYRILLIC_BY_LANGUAGE = {
    "be": "Г=H Ё=IO",
    "bg": "Щ=SHT",
    "mk": "Ѓ=GJ Ќ=KJ Х=H Ц=C Џ=DJ",
    "sr": "Г=G Ж=Z Х=H Ц=C Ч=C Ш=S",
    "uk": "Г=H И=Y",
}
"""The exceptions by ISO 639-1 language. Serbian `Г`: the 6th edition's table has G, a rendering of the 7th H."""

ARABIC = (
    "\u0621=XE \u0622=XAA \u0623=XAE \u0624=U \u0625=I \u0626=XI \u0627=A \u0628=B \u0629=XTA,XAH \u062a=T \u062b=XTH "
    "\u062c=J \u062d=XH \u062e=XKH \u062f=D \u0630=XDH \u0631=R \u0632=Z \u0633=S \u0634=XSH \u0635=XSS \u0636=XDZ "
    "\u0637=XTT \u0638=XZZ \u0639=E \u063a=G \u0640= \u0641=F \u0642=Q \u0643=K \u0644=L \u0645=M \u0646=N \u0647=H "
    "\u0648=W \u0649=XAY \u064a=Y \u064b\u064c\u064d\u064e\u064f\u0650\u0652\u0670= \u0671=XXA \u0679=XXT \u067c=XRT "
    "\u067e=P \u0681=XKE \u0685=XXH \u0686=XC \u0688=XXD \u0689=XDR \u0691=XXR \u0693=XRR \u0696=XRX \u0698=XJ "
    "\u069a=XXS \u06a9=XKK \u06ab=XXK \u06ad=XNG \u06af=XGG \u06ba=XNN \u06bc=XXN \u06be=XDO \u06c0=XYH \u06c1=XXG "
    "\u06c2=XGE \u06c3=XTG \u06cc=XYA \u06cd=XXY \u06d0=Y \u06d2=XYB \u06d3=XBE"
)
"""Part C, by Unicode code point. `X` escapes what Latin has no letter for; vowel marks and tatweel are not encoded."""

SHADDA = "\u0651"
"""Doubles the rendering of the letter before it (Part C)."""

TEH_MARBUTA = "\u0629"
"""`XTA`, but `XAH` at the end of a name component (Part C)."""
