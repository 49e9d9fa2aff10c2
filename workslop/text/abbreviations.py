"""Dutch and English abbreviations by what may follow them: facts for the sentence splitter.

Both languages share the lists: Dutch drafts write "e.g." and "Inc.", and a word of one hardly ever ends a
sentence of the other. Written without the final full stop, in lower case.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence: something always follows.
NEVER_END = _set(
    "d.w.z bijv bv b.v m.b.t i.v.m t.o.v t.a.v t.b.v t.g.v t.w t.n.v o.a o.m m.a.w m.n m.m.v m.i.v i.p.v i.c.m "
    "i.s.m i.o.m i.h.b i.h.a i.g.v i.t.t a.d.h.v n.a.v o.b.v o.g.v o.l.v o.v.v d.m.v u.h.v v.w.b i.c i.t.v z.g "
    "zgn o.i.v w.o v.w k.o t.h.v resp vgl incl excl m.u.v circa ca evt event plm ong ongev cfm conf gem afd "
    "tel gecert getr geb dhr mevr mw mej mr mrs ms dr drs ds prof ing ir bc msc zr sr jr em gen kol kapt lt "
    "ltz st ste wnd vz secr m.i e.g eg i.e viz cf approx esp messrs hon rev capt col cmdr sgt gov sen rep pres "
    "vs v.s verg gest dept est aka a.k.a w.r.t mt ft"
)
# Only an abbreviation when a number (or a lower-case letter) follows: "No. 4", "art. 3"; "No." can be a sentence.
BEFORE_NUMBER = _set(
    "nr nrs no nos fig figs blz p pp pag pagina art artt hfst hfdst par tab tabel afb bijl bijlage vol ch chap "
    "sec sect eq eqs ed dl deel jrg lid sub nt noot ref refs ex stb stcrt kst rn r.o § max min vanaf v.a ver "
    "versie v reg regel item ad op jan feb febr mrt mar apr jun jul aug sep sept okt oct nov dec ma di wo do "
    "vr za zo mon tue tues wed thu thur thurs fri sat sun tel telnr ext ong ca c plm rond al a.s jl"
)
# May end a sentence: it does so when a word follows that begins sentences (or, for SPLIT_ON_CAPITAL, any capital).
MAY_END = _set(
    "a.m p.m u.s u.k u.s.a e.u u.n d.c l.a n.v b.v.b.a b.v inc ltd co corp llc plc gmbh bros ph.d m.d b.a m.a "
    "m.sc b.sc jr sr a.s jl j.l l.l n.v.t n.b p.s n.n.b n.n nl v.chr n.chr b.c a.d mln mrd mio km cm mm kg gr "
    "st ave rd blvd str u min sec"
)
SPLIT_ON_CAPITAL = _set(
    "etc enz e.d enzv cs c.s et.al al e.a a.m p.m n.v.t jl j.l a.s v.chr n.chr mln mrd u min sec km cm mm kg"
)

# Words that begin sentences and hardly ever are (the start of) a name.
STARTERS = _set(
    "de het een dit dat deze die er wij we ik jij je hij zij ze u men in op bij voor van met na als toen "
    "daarom daarna daarbij ook maar en of want dus toch hierdoor hiermee hierbij zo wat wie waar waarom hoe "
    "welke alle elk elke geen niet nu om aan door uit over tot te volgens omdat hoewel terwijl daardoor zodra "
    "tijdens sinds wel nog dan ons onze mijn hun haar zijn the a an this that these those there it its i you "
    "he she they our my your their his her on at by for from with as when while if but and or so then however "
    "after before since because although what who where why how which all each no not now to also both some "
    "many most few one two"
)
# Nouns before a single capital that is their name: "plan B. Daarna", "vitamin C. Next".
LETTER_NOUNS = _set(
    "plan optie variant bijlage vitamine hepatitis type klasse groep team categorie scenario model deel punt "
    "lid fase route lijn blok zone gebouw cold store option appendix annex vitamin class group category part "
    "phase line block building grade schedule exhibit"
)
# Short words that are whole, so that a full stop after them ends a sentence even in notes that begin in lower case.
SHORT_WORDS = STARTERS | _set(
    "uur jaar dag week kost gaat staat doet ziet keer plek deel geld werk tijd weg is was wil kan mag moet "
    "goed team plan dan heen uit aan toe af mee mis dicht open year day time work cost done good yet far him "
    "them do it are out off up"
)
