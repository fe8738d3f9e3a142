"""Words that hold sentences together and tell nothing of what they are about, where they have four letters or more.

Those that titles hold in English, German, French, Spanish, Portuguese and Italian, and Dutch, in this order.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
about above across after again against almost along already also although always among another anybody anyone
anything around away back because been before behind being below between both cannot come comes could does doing
done down during each either else enough even ever every everybody everyone everything from gets getting give given
goes going gone have having here hers herself himself however into itself just less like made make makes making many
might more most much must myself never next nobody none nothing often once only onto other others ours over perhaps
quite rather really said same says seem seems several shall should since some somebody someone something sometimes
soon still such sure take taken takes than that their theirs them themselves then there these they this those three
through till together told took toward towards under unless until upon very well went were what whatever when
whenever where wherever whether which while whoever whom whose will with within without would your yours yourself

aber alle allem allen aller alles andere anderen auch beim bereits bevor bist damit dann dass dein deine denn
dennoch deren dessen diese diesem diesen dieser dieses doch dort durch eine einem einen einer eines einige etwas
euch euer ganz gegen gibt haben hast hatte hatten hier hinter ihre ihrem ihren ihrer immer jede jedem jeden jeder
jedes jedoch jetzt kann kein keine keinen keiner können mehr mein meine meinem meinen meiner mich muss nach nicht
nichts noch oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sind sondern unser unsere unter
viel viele vielen warum weil wenn werden wieder wird wurde wurden zwischen über

ainsi alors après aucun aussi autre autres avant avec avoir beaucoup bien cela celle celles celui cependant ceux
chaque chez comme comment contre dans depuis derrière donc elle elles encore entre faire fait font leur leurs lors
lorsque mais moins même mêmes notre nous parce parfois pendant peut peuvent plus plusieurs pour pourquoi près puis
quand quel quelle quelles quelque quelques quels quoi sans sera seulement sinon soit sont sous souvent suis tandis
tous tout toute toutes trop très vers voici voilà votre vous étaient était être

agora ahora ainda algo algum alguna algunas alguno algunos alla allora allá allí altra altre altri altro além anche
ancora ante antes aquella aquello aquí assim através aunque avere aveva bene cada casi coloro como contra cosa così
cual cuando cuándo cuánto cómo dagli dalla dalle degli dela dele deles della delle dello dentro depois desde donde
dopo dove dunque durante dónde ella ellas ellos entonces então essa esse essere esta estas este esto estos está
están fare fino fueron hace hacia hanno hasta hemos infatti isso isto loro luego meno mentre mesmo mientras mismo
molti molto mucha muchas mucho muchos muito muitos nada nadie nella nelle nello niente ninguna nosotros nossa nosso
nostra nostro nuestra nuestro numa nunca ogni oltre onde ormai otra otras otro otros outra outro para pela pelo
pelos perché pero però poco porque prima proprio puede pueden pues quais qual qualche quale quando quanto quasi
quella quelli quello quem questa queste questi questo quien quindi quién seja sempre senza seus sido siempre sobre
solo somente somos sono sotto stata stato suas sulla sulle sólo también também tanto tiene tienen tinha toda todas
todavía todo todos tras tudo tutta tutte tutti tutto umas unas unos usted ustedes verso você vocês vostro

alleen altijd anders bent daar daarom deze door echter eens elke geen geweest haar hadden hebben heeft hoewel ieder
iemand iets jouw kunnen maar meer mijn moet moeten naar niet niets omdat onder ongeveer onze reeds samen sinds
steeds toch toen tussen veel voor waar waarom wanneer waren weer welke werd wordt zelf zich zijn zoals zonder zulke
"""
FUNCTION_WORDS: Final = frozenset(_WORDS.split())
"""In lower case."""
