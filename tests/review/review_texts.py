"""Texts written for the tests of whole reviews, in both languages."""

from __future__ import annotations

NEUTRAL = {
    "nl": """# Verslag van de proef met avondopenstelling

Sinds maart is de balie op donderdag open tot acht uur. Het wijkcentrum wilde weten of bewoners die overdag werken \
dan langskomen. We hebben de bezoekers drie maanden lang geteld en met een deel van hen gesproken. Dit verslag geeft \
de uitkomst en wat we ervan vinden.

In totaal kwamen er 214 bezoekers op de dertien avonden. Dat is minder dan de 300 waar we op rekenden. De meeste \
mensen kwamen tussen zes en zeven uur, na het eten werd het rustig. Ongeveer een derde kwam voor een paspoort, de \
rest had een vraag over toeslagen of afval. Van de mensen die we spraken, was twee derde nog niet eerder binnen \
geweest. Zij zeiden dat de openingstijden overdag voor hen niet werkten.

De balie werd bemand door twee medewerkers, die daarvoor een toeslag kregen. Een avond kostte met toeslag, \
beveiliging en verwarming zo'n 410 euro. Per bezoeker is dat bijna 25 euro, tegen 9 euro overdag. De beveiliging was \
de grootste post, omdat het gebouw anders leeg staat. Een van de medewerkers wil na de zomer stoppen met de \
avonddienst vanwege haar kinderen.

De bibliotheek is op dinsdag al open tot negen uur en heeft daar een portier. We hebben gevraagd of de balie daar een \
hoek kan krijgen. De bibliotheek vindt dat goed, maar wil eerst een andere leverancier voor het slot op de \
achterdeur. Dat slot wordt in september vervangen. Aan de inrichting hoeft weinig te gebeuren, een tafel en twee \
aansluitingen zijn genoeg.

We stellen voor de avond op donderdag te laten vervallen en in oktober in de bibliotheek te beginnen. De kosten dalen \
dan naar zo'n 190 euro per avond. Na een half jaar tellen we opnieuw. Komen er dan minder dan tien mensen per avond, \
dan stoppen we ermee.
""",
    "en": """# Report on the evening opening trial

Since March the front desk has been open until eight on Thursdays. The neighbourhood centre wanted to know whether \
residents who work in the daytime would come. For three months we counted the visitors and talked to some of them. \
This report gives the result and what we make of it.

In all, 214 visitors came on the thirteen evenings. That is fewer than the 300 we had counted on. Most people came \
between six and seven, and after dinner it went quiet. About a third came for a passport, the rest had a question \
about benefits or waste. Of the people we spoke to, two thirds had not been inside before. They said the daytime \
hours did not work for them.

The desk was staffed by two employees, who were paid an allowance for it. With the allowance, security and heating an \
evening cost some 410 pounds. That is almost 25 pounds a visitor, against 9 pounds in the daytime. Security was the \
largest item, because the building is otherwise empty. One of the employees wants to stop working evenings after the \
summer because of her children.

The library is already open until nine on Tuesdays and has a porter there. We asked whether the desk could have a \
corner. The library is happy with that, but first wants another supplier for the lock on the back door. That lock \
will be replaced in September. Little has to be done to the room, a table and two sockets are enough.

We propose to drop the Thursday evening and to start in the library in October. The cost then falls to some 190 \
pounds an evening. After half a year we will count again. If fewer than ten people come on an evening, we will stop.
""",
}
MIDDLE = {"nl": "De bibliotheek vindt dat goed", "en": "The library is happy with that"}
